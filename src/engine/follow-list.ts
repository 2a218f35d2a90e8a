import { buildPublish, buildRetract } from '#protocol/xep0060-pubsub.ts'
import { buildFollowEntry, type FollowEntry, followEntryId, parseFollowEntry, PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { KithError } from '#shared/errors.ts'
import { type NodeAddress, type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { isCommentsNode } from '#model/post.ts'
import { feedKindOf } from '#model/post-merge.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import type { EngineContext } from './context.ts'
import { fetchByIds } from './fetch-items.ts'
import { preparePrivateNode } from './prepare-node.ts'
import { subscribeToOwn } from './publish-item.ts'

/** Nodes that were in my list when it was last seen: only what was there once and is not any more was unfollowed elsewhere. */
export const FOLLOW_LIST_SEEN = 'follow-list:seen'

const listAddress = (context: EngineContext): NodeAddress => ({ service: context.account, node: PRIVATE_FOLLOW_LIST })

/**
 * Puts a node into my private follow list, which other devices and Movim read. What others wrote into the entry stays.
 * @throws KithError `unsupported` when the list cannot be kept private
 */
export async function addToFollowList(context: EngineContext, followed: NodeAddress & { title: string }): Promise<void> {
  await preparePrivateNode(context, PRIVATE_FOLLOW_LIST)
  await subscribeToOwn(context, PRIVATE_FOLLOW_LIST)
  const id = await followEntryId(context.account, followed)
  const { items } = await fetchByIds(context, listAddress(context), [id], 'user')
  const known = parseFollowEntry(items.find(item => item.id === id)?.payload)
  if (known && (known.title === followed.title || followed.title === '')) return
  const { service, node, title } = followed
  const entry: FollowEntry = { service, node, title, foreign: known?.foreign ?? [] }
  await context.session.request('set', context.account, buildPublish(PRIVATE_FOLLOW_LIST, id, buildFollowEntry(entry)), { urgency: 'user' })
}

export async function removeFromFollowList(context: EngineContext, address: NodeAddress): Promise<void> {
  const id = await followEntryId(context.account, address)
  try {
    await context.session.request('set', context.account, buildRetract(PRIVATE_FOLLOW_LIST, id), { urgency: 'user' })
  } catch (error) {
    if (!(error instanceof KithError) || error.kind !== 'not-found') throw error
  }
}

/** Movim keeps its comments subscriptions in the same list; they are no places to follow. */
export function isFollowable(entry: FollowEntry): boolean {
  return !isCommentsNode(entry.node)
}

/** A node that another device of mine follows, unless a change of mine is waiting. @returns its key when it is new here */
export async function followSeen(db: AccountDb, entry: FollowEntry): Promise<NodeKey | null> {
  const address = { service: entry.service, node: entry.node }
  const key = nodeKeyOf(address)
  const known = await db.nodes.get(key)
  if (known?.followed === 1 || known?.followState === 'pending') return null
  await setFollowed(db, address, 1, { kind: feedKindOf(address), title: known?.title || entry.title, followState: 'settled' })
  return key
}

/** A node that another device of mine does not follow any more. */
export async function unfollowSeen(db: AccountDb, key: NodeKey): Promise<void> {
  const known = await db.nodes.get(key)
  if (known?.followed === 1 && known.followState === 'settled') {
    await setFollowed(db, { service: known.service, node: known.node }, 0, {})
  }
}

export async function rememberSeen(db: AccountDb, change: (seen: Set<string>) => void): Promise<void> {
  const value: unknown = (await db.settings.get(FOLLOW_LIST_SEEN))?.value
  const seen = new Set<string>(Array.isArray(value) ? value : [])
  change(seen)
  await db.settings.put({ key: FOLLOW_LIST_SEEN, value: [...seen] })
}
