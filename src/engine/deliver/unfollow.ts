import { PRIVATE_FOLLOW_LIST, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { buildUnsubscribe } from '#protocol/xep0060-pubsub.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { parseNodeKey } from '#model/keys.ts'
import { settleRow } from '#storage/settle.ts'
import { shownSeen } from '#storage/shown-follows.ts'
import type { EngineContext } from '../context.ts'
import { rememberSeen, removeFromFollowList } from '../follow-list.ts'
import type { Deliver } from './drain.ts'

/** Ends the subscription and takes the node out of my lists. Neither being there any more is what was wanted. */
export const unfollow: Deliver = async (context, row) => {
  if (row.intent.kind !== 'unfollow') return
  const { nodeKey } = row.intent
  const address = parseNodeKey(nodeKey)
  if (!address || (await context.db.nodes.get(nodeKey))?.followed === 1) return
  await unlessRefused(context, () =>
    context.session.request('set', address.service, buildUnsubscribe(address.node, context.account), { urgency: 'user' }),
  )
  await unlessRefused(context, () => removeFromFollowList(context, PRIVATE_FOLLOW_LIST, address))
  // Also where it is not known to be in there: nothing stays behind that others can see.
  const isHidden = await unlessRefused(context, () => removeFromFollowList(context, PUBLIC_FOLLOW_LIST, address))
  await context.inbox.commit(async db => {
    if (isHidden) await shownSeen(db, nodeKey, false)
    await rememberSeen(db, seen => seen.delete(nodeKey))
    const now = await db.nodes.get(nodeKey)
    if (now?.followed === 0) await db.nodes.update(nodeKey, { followState: 'settled' })
    await settleRow(db, row)
  })
}

/** Not subscribed, no such node, not allowed: in each case no more of its posts come. @returns whether it was done */
async function unlessRefused(context: EngineContext, act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    context.note('already not followed', { condition: error.condition })
    return false
  }
}
