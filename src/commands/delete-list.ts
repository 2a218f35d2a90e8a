import type { ReaderList, ReadingPosition, ViewSettings } from '#model/record.ts'
import type { FeedView } from '#storage/posts.ts'
import { recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

/** A list with what hung on it. */
export interface DeletedList {
  id: string
  list: ReaderList
  view: ViewSettings | undefined
  position: ReadingPosition | undefined
}

interface Deletion {
  id: string
  now: number
  /** How long it can be taken back before my other devices are told, ms. */
  undoMs?: number
}

/** Deletes a list of the reader's, with how it was shown and where they were in it. What is in it stays followed. */
export async function deleteList(db: AccountDb, { id, now, undoMs = 0 }: Deletion): Promise<DeletedList | undefined> {
  return await db.transaction('rw', db.records, db.outbox, async () => {
    const list = await recordValue(db, 'list', id)
    if (!list) return undefined
    const name: FeedView = `list:${id}`
    const [view, position] = await Promise.all([recordValue(db, 'view', name), recordValue(db, 'position', name)])
    const away = { value: null, now, notBefore: now + undoMs }
    await setRecord(db, { kind: 'list', id, ...away })
    await setRecord(db, { kind: 'view', id: name, ...away })
    await setRecord(db, { kind: 'position', id: name, ...away })
    return { id, list, view, position }
  })
}
