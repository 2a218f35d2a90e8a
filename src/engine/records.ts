import { parseRecord, RECORDS_NODE } from '#protocol/kith-records.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { type NodeAddress, type PostKey, postKeyOf } from '#model/keys.ts'
import { readRecord, type RecordRow } from '#model/record.ts'
import type { EngineContext } from './context.ts'

export const recordsAddress = ({ account }: EngineContext): NodeAddress => ({ service: account, node: RECORDS_NODE })

/** By what a record is known while answers and events overtake each other (feed-state.ts). */
export function recordItemKey(context: EngineContext, itemId: string): PostKey {
  return postKeyOf({ ...recordsAddress(context), itemId })
}

/**
 * What an item of the node says; undefined when it is no record. When it was changed is taken as it is told, also by a clock that is ahead:
 * what is changed here next is later still (commands/set-record.ts), and so holds.
 */
export function seenRecord({ id, payload }: PubsubItem): Omit<RecordRow, 'state'> | undefined {
  const told = parseRecord(payload)
  const record = told && readRecord(id, told.value)
  if (!record) return undefined
  return { ...record, changedAt: told.changedAt ?? 0 }
}
