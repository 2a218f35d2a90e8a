import type { EngineContext } from '../context.ts'
import { mergeMoment, momentIn } from '../notifications-seen.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Another device of mine has shown notifications. The caller made sure that it is my own account that says so. */
export async function onSeenEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return
  const until = momentIn(context, event.items)
  await context.inbox.commit(db => mergeMoment(db, until))
}
