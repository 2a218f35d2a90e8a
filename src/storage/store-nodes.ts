import { Dexie } from 'dexie'
import { nodeKeyOf, type NodeAddress, type NodeKey } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import { feedKindOf } from '#model/post-merge.ts'
import type { AccountDb } from './schema.ts'

/** Posts of a node that move into or out of the feed with a follow; older ones do so when they are read again. */
const MOST_MOVED = 5000

export function newNode(address: NodeAddress): FeedNode {
  return {
    ...address,
    key: nodeKeyOf(address),
    kind: feedKindOf(address),
    title: '',
    description: '',
    followed: 0,
    followState: 'settled',
    accessModel: 'unknown',
    canPublish: 'unknown',
    subscribers: null,
    itemCount: null,
    avatarUrl: null,
    paging: 'unknown',
    olderCursor: null,
    reachedEnd: false,
    endIsLimit: false,
    caughtUpAt: 0,
    readings: 0,
    health: 'unknown',
  }
}

/** Writes what was learnt of a node; what is not named stays as it was. */
export async function updateNode(db: AccountDb, address: NodeAddress, learnt: Partial<FeedNode>): Promise<FeedNode> {
  const known = (await db.nodes.get(nodeKeyOf(address))) ?? newNode(address)
  const next = { ...known, ...learnt }
  await db.nodes.put(next)
  return next
}

/** Moves the posts of a node into the feed or out of it. They stay stored either way. */
export async function setInFeed(db: AccountDb, nodeKey: NodeKey, inFeed: 0 | 1): Promise<void> {
  await db.posts
    .where('[nodeKey+sortAt]')
    .between([nodeKey, 0], [nodeKey, Dexie.maxKey])
    .reverse()
    .limit(MOST_MOVED)
    .modify(post => {
      post.inFeed = post.mutedBy === undefined ? inFeed : 0
    })
}

/** Follows or unfollows here, with everything that hangs on it. */
export async function setFollowed(db: AccountDb, address: NodeAddress, followed: 0 | 1, learnt: Partial<FeedNode>): Promise<void> {
  const { key } = await updateNode(db, address, { ...learnt, followed })
  await setInFeed(db, key, followed)
}
