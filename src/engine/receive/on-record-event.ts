import { dropSeenRecord, storeSeenRecord } from '#storage/records.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { recordItemKey, seenRecord } from '../records.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Another device of mine changed something that we share. The caller made sure that it is my own account that says so. */
export async function onRecordEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return
  const { items, retracted } = event
  const records = items.flatMap(item => seenRecord(item) ?? [])
  const touches = touchesOf(context)
  for (const id of [...items.map(item => item.id), ...retracted]) touches.touch(recordItemKey(context, id))
  await context.inbox.commit(async db => {
    for (const record of records) await storeSeenRecord(db, record)
    for (const key of retracted) await dropSeenRecord(db, key)
  })
}
