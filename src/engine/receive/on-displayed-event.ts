import type { EngineContext } from '../context.ts'
import { marksIn, storeMarks } from '../displayed.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Another device of mine has read something. The caller made sure that it is my own account that says so (XEP-0490 §7). */
export async function onDisplayedEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return
  const marks = marksIn(context, event.items)
  await context.inbox.commit(db => storeMarks(context, db, marks))
}
