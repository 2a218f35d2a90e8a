import { buildRecord, RECORDS_NODE } from '#protocol/kith-records.ts'
import { isPassing, toFailure } from '#shared/errors.ts'
import type { RecordRow } from '#model/record.ts'
import { recordsIn, storeSeenRecord } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { settleRow } from '#storage/settle.ts'
import type { EngineContext } from '../context.ts'
import { fetchByIds } from '../fetch-items.ts'
import { preparePrivateNode } from '../prepare-node.ts'
import { publishItem, retractItem, subscribeToOwn } from '../publish-item.ts'
import { recordsAddress, seenRecord } from '../records.ts'
import type { Deliver } from './drain.ts'

/**
 * Tells my other devices of a change, unless one of them made a later one. Where the server keeps nothing private it stays on this
 * device.
 */
export const tellRecord: Deliver = async (context, row) => {
  if (row.intent.kind !== 'tell-record') return
  const record = await context.db.records.get(row.intent.recordKey)
  if (record && record.state !== 'settled') await tell(context, record)
  await context.inbox.commit(db => settleRow(db, row))
}

async function tell(context: EngineContext, record: RecordRow): Promise<void> {
  const isKept = await unlessRefused(context, () => publish(context, record))
  await context.inbox.commit(db => settle(db, record, isKept ? 'settled' : 'device'))
  if (!isKept) return
  // The server keeps them after all: what it was not told before goes there as well.
  for (const other of await recordsIn(context.db, 'device')) {
    if (!(await unlessRefused(context, () => publish(context, other)))) return
    await context.inbox.commit(db => settle(db, other, 'settled'))
  }
}

/** Unless it was changed while it was being told: then another row waits behind this one. */
async function settle(db: AccountDb, { key, changedAt }: RecordRow, state: 'settled' | 'device'): Promise<void> {
  const now = await db.records.get(key)
  if (now?.changedAt !== changedAt) return
  if (now.value === null) await db.records.delete(key)
  else await db.records.update(key, { state })
}

async function publish(context: EngineContext, { key, value, changedAt }: RecordRow): Promise<void> {
  await preparePrivateNode(context, RECORDS_NODE)
  await subscribeToOwn(context, RECORDS_NODE)
  const { items } = await fetchByIds(context, recordsAddress(context), [key], 'user')
  const held = items.find(item => item.id === key)
  const seen = held && seenRecord(held)
  if (seen && seen.changedAt > changedAt) {
    await context.inbox.commit(db => storeSeenRecord(db, seen))
    return
  }
  const address = { ...recordsAddress(context), itemId: key }
  if (value !== null) await publishItem(context, address, buildRecord(value, changedAt), false)
  else if (held) await retractItem(context, address)
}

/** @throws KithError when it is worth another try */
async function unlessRefused(context: EngineContext, act: () => Promise<void>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    const { kind, condition } = toFailure(error)
    if (isPassing(kind) || kind === 'storage') throw error
    context.note('a record stays on this device', { condition })
    return false
  }
}
