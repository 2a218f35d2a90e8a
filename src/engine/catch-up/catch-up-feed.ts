import { KithError } from '#shared/errors.ts'
import { type NodeAddress, nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { postsCommentedBy } from '#storage/comments.ts'
import { followedNodes } from '#storage/nodes.ts'
import { newestPostsOf } from '#storage/posts.ts'
import type { EngineContext } from '../context.ts'
import { readComments } from '../read-comments.ts'
import { catchUpNode } from './catch-up-node.ts'
import { fillGaps } from './fill-gaps.ts'

/** Small servers let little through at a time, and what the person does goes first. */
const AT_ONCE = 3
/** My newest posts whose comments are read: services keep no comments for those who were away. */
const MY_POSTS = 5
/** And so many posts of others under which I said something last: an answer may have come. */
const MY_CONVERSATIONS = 5

/**
 * Reads what was posted meanwhile: every followed node and my own blog, those that were active last first, then what stands under my
 * newest posts and where I said something. Ends early, and quietly, when the connection goes: the next session begins again where it matters.
 */
export async function catchUpFeed(context: EngineContext, abort: AbortSignal): Promise<void> {
  const { account, db, signal } = context
  const followed = (await followedNodes(db)).toSorted((one, other) => other.caughtUpAt - one.caughtUpAt)
  const blog: NodeAddress = { service: account, node: BLOG_NODE }
  const others = followed.filter(node => node.key !== nodeKeyOf(blog)).map(({ service, node }) => ({ service, node }))
  const places = [blog, ...others]
  let done = 0
  signal({ kind: 'catch-up', phase: 'feed', done, total: places.length })
  try {
    await inParallel(places, AT_ONCE, abort, async place => {
      await catchUpNode(context, place, abort)
      done += 1
      signal({ kind: 'catch-up', phase: 'feed', done, total: places.length })
    })
    await catchUpMyComments(context, abort)
    await fillGaps(context, abort)
  } catch (error) {
    if (!(error instanceof KithError) || error.kind !== 'offline') throw error
    context.note('feed catch-up cut off', { done, total: places.length })
  }
}

async function inParallel<Item>(
  items: readonly Item[],
  width: number,
  abort: AbortSignal,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined && !abort.aborted; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker))
}

async function catchUpMyComments(context: EngineContext, abort: AbortSignal): Promise<void> {
  const mine = await newestPostsOf(context.db, context.account, MY_POSTS)
  const others = await postsCommentedBy(context.db, context.account, MY_CONVERSATIONS)
  await inParallel([...mine, ...others], AT_ONCE, abort, async post => {
    try {
      await readComments(context, post, 'background')
    } catch (error) {
      if (!(error instanceof KithError) || error.kind === 'offline') throw error
      context.note('comments not read', { condition: error.condition })
    }
  })
}
