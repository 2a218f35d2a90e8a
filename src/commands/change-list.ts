import type { NodeKey } from '#model/keys.ts'
import { recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

interface ListChange {
  id: string
  /** Missing where it stays as it is. A list that is not there is made when it is given a name. */
  name?: string
  add?: readonly NodeKey[]
  remove?: readonly NodeKey[]
  now: number
}

/** Changes what is named and leaves the rest as another device may have made it meanwhile. */
export async function changeList(db: AccountDb, { id, name, add = [], remove = [], now }: ListChange): Promise<void> {
  await db.transaction('rw', db.records, db.outbox, async () => {
    const list = await recordValue(db, 'list', id)
    const called = name ?? list?.name
    if (called === undefined) return
    const nodes = [...new Set([...(list?.nodes ?? []).filter(key => !remove.includes(key)), ...add])]
    await setRecord(db, { kind: 'list', id, value: { name: called, nodes }, now })
  })
}
