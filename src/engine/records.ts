import { parseRecord, RECORDS_NODE } from '#protocol/kith-records.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { type NodeAddress, type PostKey, postKeyOf } from '#model/keys.ts'
import { readRecord, type RecordRow } from '#model/record.ts'
import type { EngineContext } from './context.ts'
import { arrivalTime } from './store-page.ts'

export const recordsAddress = ({ account }: EngineContext): NodeAddress => ({ service: account, node: RECORDS_NODE })

/** By what a record is known while answers and events overtake each other (feed-state.ts). */
export function recordItemKey(context: EngineContext, itemId: string): PostKey {
  return postKeyOf({ ...recordsAddress(context), itemId })
}

/** What an item of the node says; undefined when it is no record. Nothing was changed later than now. */
export function seenRecord(context: EngineContext, { id, payload }: PubsubItem): Omit<RecordRow, 'state'> | undefined {
  const told = parseRecord(payload)
  const record = told && readRecord(id, told.value)
  if (!record) return undefined
  return { ...record, changedAt: Math.min(told.changedAt ?? 0, arrivalTime(context)) }
}
