import type { Upload } from '#model/upload.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Notes what the page found out about a film that was chosen, wherever it is by now. */
export async function describeFilm(
  db: AccountDb,
  id: string,
  facts: Pick<Upload, 'width' | 'height' | 'length' | 'thumbnail'>,
): Promise<void> {
  await db.uploads.update(id, facts)
}
