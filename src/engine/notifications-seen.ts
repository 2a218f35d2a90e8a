import { NOTIFICATIONS_SEEN, parseSeen, SEEN_ITEM } from '#protocol/kith-notifications-seen.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { markSeenUntil } from '#storage/notifications.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from './context.ts'
import { fetchByIds } from './fetch-items.ts'
import { arrivalTime } from './store-page.ts'

/** No moment later than this from now: a device whose clock is wrong would else have seen whatever is still to come. */
const MOST_AHEAD_MS = 5 * 60_000

/** Up to when my devices have seen notifications, as the private node says; null while it says nothing. */
export async function heldMoment(context: EngineContext, urgency: 'user' | 'background'): Promise<number | null> {
  const { items } = await fetchByIds(context, { service: context.account, node: NOTIFICATIONS_SEEN }, [SEEN_ITEM], urgency)
  return momentIn(context, items)
}

export function momentIn(context: EngineContext, items: readonly PubsubItem[]): number | null {
  const until = parseSeen(items.findLast(item => item.id === SEEN_ITEM)?.payload)
  return until === undefined ? null : Math.min(until, arrivalTime(context) + MOST_AHEAD_MS)
}

/** The later of two moments holds: whatever a device has seen, the others need not show as new. Inside a transaction. */
export async function mergeMoment(db: AccountDb, until: number | null): Promise<void> {
  if (until !== null) await markSeenUntil(db, until)
}
