import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

/**
 * A live message tells how far the archive has come, once the catch-up of this session is done: before, it would hide everything
 * that lies between. The mark is kept in the database, so that it falls in the same transaction.
 */
export async function advanceCursor(db: AccountDb, archive: BareJid, archiveId: string, order: number): Promise<void> {
  const cursor = await db.archiveCursors.get(archive)
  if (cursor?.live === 1 && order > cursor.newestOrder) await db.archiveCursors.put({ ...cursor, newestId: archiveId, newestOrder: order })
}
