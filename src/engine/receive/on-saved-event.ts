import { saveSeen, unsaveSeenItem } from '#storage/saved.ts'
import type { EngineContext } from '../context.ts'
import { touchesOf } from '../feed-state.ts'
import { entryKey, seenEntry } from '../saved-list.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Another device of mine saved a post or took one out. The caller made sure that it is my own account that says so. */
export async function onSavedEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return
  const { items, retracted } = event
  const entries = items.flatMap(item => seenEntry(context, item) ?? [])
  const touches = touchesOf(context)
  for (const id of [...items.map(item => item.id), ...retracted]) touches.touch(entryKey(context, id))
  await context.inbox.commit(async db => {
    for (const entry of entries) await saveSeen(db, entry)
    for (const id of retracted) await unsaveSeenItem(db, id, context.account)
  })
}
