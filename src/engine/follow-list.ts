import { buildPublish, buildRetract } from '#protocol/xep0060-pubsub.ts'
import {
  buildFollowEntry,
  type FollowEntry,
  followEntryId,
  type FollowList,
  parseFollowEntry,
  PRIVATE_FOLLOW_LIST,
} from '#protocol/movim-follow-list.ts'
import { KithError } from '#shared/errors.ts'
import { hasLocal } from '#shared/jid.ts'
import { type NodeAddress, type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE, isCommentsNode } from '#model/post.ts'
import { feedKindOf } from '#model/post-merge.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import type { EngineContext } from './context.ts'
import { fetchByIds } from './fetch-items.ts'
import { preparePrivateNode, prepareShownNode } from './prepare-node.ts'
import { subscribeToOwn } from './publish-item.ts'

/** Nodes that were in my list when it was last seen: only what was there once and is not any more was unfollowed elsewhere. */
export const FOLLOW_LIST_SEEN = 'follow-list:seen'

/**
 * Puts a node into a follow list of mine, which other devices and Movim read. What others wrote into the entry stays.
 * @throws KithError `unsupported` when the private list cannot be kept private
 */
export async function addToFollowList(context: EngineContext, list: FollowList, followed: NodeAddress & { title: string }): Promise<void> {
  await (list === PRIVATE_FOLLOW_LIST ? preparePrivateNode(context, list) : prepareShownNode(context, list))
  await subscribeToOwn(context, list)
  const id = await followEntryId(context.account, followed)
  const { items } = await fetchByIds(context, { service: context.account, node: list }, [id], 'user')
  const known = parseFollowEntry(items.find(item => item.id === id)?.payload)
  if (known && (known.title === followed.title || followed.title === '')) return
  const { service, node, title } = followed
  const entry: FollowEntry = { service, node, title, foreign: known?.foreign ?? [] }
  await context.session.request('set', context.account, buildPublish(list, id, buildFollowEntry(entry)), { urgency: 'user' })
}

export async function removeFromFollowList(context: EngineContext, list: FollowList, address: NodeAddress): Promise<void> {
  const id = await followEntryId(context.account, address)
  try {
    await context.session.request('set', context.account, buildRetract(list, id), { urgency: 'user' })
  } catch (error) {
    if (!(error instanceof KithError) || error.kind !== 'not-found') throw error
  }
}

/** Movim keeps its comments subscriptions in the same list; they are no places to follow, nor is what else an account has in PEP. */
export function isFollowable({ service, node }: FollowEntry): boolean {
  return !isCommentsNode(node) && (node === BLOG_NODE || !hasLocal(service))
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
