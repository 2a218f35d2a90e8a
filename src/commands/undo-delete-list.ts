import type { FeedView } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { DeletedList } from './delete-list.ts'
import { setRecord } from './set-record.ts'

/** Brings a deleted list back as it was; my other devices are told, whether or not they were told of its end. */
export async function undoDeleteList(db: AccountDb, { id, list, view, position }: DeletedList, now: number): Promise<void> {
  await db.transaction('rw', db.records, db.outbox, async () => {
    const name: FeedView = `list:${id}`
    await setRecord(db, { kind: 'list', id, value: list, now })
    if (view) await setRecord(db, { kind: 'view', id: name, value: view, now })
    if (position) await setRecord(db, { kind: 'position', id: name, value: position, now })
  })
}
