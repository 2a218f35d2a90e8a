import { PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { buildSubscribe } from '#protocol/xep0060-pubsub.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { settleRow } from '#storage/settle.ts'
import type { EngineContext } from '../context.ts'
import { addToFollowList, rememberSeen } from '../follow-list.ts'
import { inBackground } from '../in-background.ts'
import { readNode } from '../read-node.ts'
import type { Deliver } from './drain.ts'

/** Subscribes, writes the node into the private list, and reads its newest posts. */
export const follow: Deliver = async (context, row) => {
  if (row.intent.kind !== 'follow') return
  const { nodeKey } = row.intent
  const node = await context.db.nodes.get(nodeKey)
  if (node?.followed !== 1) return
  const { service, title } = node
  await context.session.request('set', service, buildSubscribe(node.node, context.account), { urgency: 'user' })
  const listed = await listQuietly(context, { service, node: node.node, title })
  await context.inbox.commit(async db => {
    if (listed) await rememberSeen(db, seen => seen.add(nodeKey))
    const now = await db.nodes.get(nodeKey)
    if (now?.followed === 1) await db.nodes.update(nodeKey, { followState: 'settled' })
    await settleRow(db, row)
  })
  inBackground(context, readNode(context, { service, node: node.node }, 1, 'background'), 'followed node not read')
}

/** Without a list the follow stands on this device; that other devices do not learn of it is no reason to refuse it. */
async function listQuietly(context: EngineContext, node: Parameters<typeof addToFollowList>[2]): Promise<boolean> {
  try {
    await addToFollowList(context, PRIVATE_FOLLOW_LIST, node)
    return true
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    context.note('follow list not written', { condition: error.condition })
    return false
  }
}
