import { PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { parseNodeKey } from '#model/keys.ts'
import { settleRow } from '#storage/settle.ts'
import { isShown, shownSeen } from '#storage/shown-follows.ts'
import type { EngineContext } from '../context.ts'
import { addToFollowList, removeFromFollowList } from '../follow-list.ts'
import type { Deliver } from './drain.ts'

/** Puts a node into the list that others can read, or takes it out, as it is wanted by now. What is not followed is in no list. */
export const showFollow: Deliver = async (context, row) => {
  if (row.intent.kind !== 'show-follow') return
  const { nodeKey } = row.intent
  const address = parseNodeKey(nodeKey)
  if (!address) return
  const title = await titleIfShown(context, nodeKey)
  if (title === undefined) await removeFromFollowList(context, PUBLIC_FOLLOW_LIST, address)
  else await addToFollowList(context, PUBLIC_FOLLOW_LIST, { ...address, title })
  await context.inbox.commit(async db => {
    await settleRow(db, row)
    await shownSeen(db, nodeKey, title !== undefined)
  })
}

async function titleIfShown({ db }: EngineContext, nodeKey: Parameters<typeof isShown>[1]): Promise<string | undefined> {
  const node = await db.nodes.get(nodeKey)
  return node?.followed === 1 && (await isShown(db, nodeKey)) === true ? node.title : undefined
}
