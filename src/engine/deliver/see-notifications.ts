import { buildSeen, NOTIFICATIONS_SEEN, SEEN_ITEM } from '#protocol/kith-notifications-seen.ts'
import { buildPublish } from '#protocol/xep0060-pubsub.ts'
import { isPassing, toFailure } from '#shared/errors.ts'
import { markSeenUntil, seenUntil } from '#storage/notifications.ts'
import { settleRow } from '#storage/settle.ts'
import type { EngineContext } from '../context.ts'
import { heldMoment } from '../notifications-seen.ts'
import { preparePrivateNode } from '../prepare-node.ts'
import { subscribeToOwn } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

/**
 * Tells my other devices up to when notifications were seen, unless one of them has told of a later moment. Where the server keeps no
 * node private it stays on this device.
 */
export const seeNotifications: Deliver = async (context, row) => {
  if (row.intent.kind !== 'see-notifications') return
  let held: number | null = null
  try {
    held = await publish(context)
  } catch (error) {
    const failure = toFailure(error)
    if (isPassing(failure.kind)) throw error
    context.note('seen notifications stay on this device', { condition: failure.condition })
  }
  await context.inbox.commit(async db => {
    if (held !== null) await markSeenUntil(db, held)
    await settleRow(db, row)
  })
}

/** @returns what the node said before */
async function publish(context: EngineContext): Promise<number | null> {
  const { account, db, session } = context
  await preparePrivateNode(context, NOTIFICATIONS_SEEN)
  // For my other devices: those that were there before the node was are not told by Prosody, however much their client asks to be.
  await subscribeToOwn(context, NOTIFICATIONS_SEEN)
  const held = await heldMoment(context, 'user')
  const until = await seenUntil(db)
  if (held === null || held < until) {
    await session.request('set', account, buildPublish(NOTIFICATIONS_SEEN, SEEN_ITEM, buildSeen(until)), { urgency: 'user' })
  }
  return held
}
