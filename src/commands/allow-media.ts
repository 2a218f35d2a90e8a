import { setMediaAllowed } from '#storage/consent.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Remembers whether media of a source may be loaded; null forgets it. @param source a bare JID or a host */
export async function allowMedia(db: AccountDb, { source, allowed }: { source: string; allowed: boolean | null }): Promise<void> {
  await setMediaAllowed(db, source, allowed)
}
