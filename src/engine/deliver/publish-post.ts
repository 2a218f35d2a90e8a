import { buildInfoQuery } from '#protocol/xep0030-disco.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import type { NodeAddress, PostKey } from '#model/keys.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import { hasLaterChange, settleRow } from '#storage/settle.ts'
import { settlePost } from '#storage/store-posts.ts'
import { createCommentsPlace } from '../comments-place.ts'
import { holdAudience } from '../blog-audience.ts'
import type { EngineContext } from '../context.ts'
import { inBackground } from '../in-background.ts'
import { offerAttachments } from '../offer-attachments.ts'
import { outgoingPost } from '../outgoing-entry.ts'
import { prepareBlog } from '../prepare-node.ts'
import { publishItem, subscribeQuietly, subscribeToOwn } from '../publish-item.ts'
import type { Deliver } from './drain.ts'
import { withFiles } from './upload-files.ts'

/**
 * Publishes a post or its changed version, once its files are at their server. Its id, its dates and the place of its comments are in
 * the row before anything is sent.
 */
export const publishPost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'publish-post') return
  const { postKey } = row.intent
  await comeForth(context, postKey)
  const written = await withFiles(context, postKey, row.attempts)
  if (!written) return
  const isOwnBlog = written.service === context.account && written.node === BLOG_NODE
  if (isOwnBlog) {
    await prepareBlog(context, written.audience)
    await holdAudience(context, written)
  } else if (written.before === null) await isThere(context, written)
  const wantsComments = !written.commentsOff && !isOnlyRepeated(written)
  const post =
    wantsComments && written.before === null && written.comments === null ? await withComments(context, postKey, written) : written
  const hash = await publishItem(context, post, await outgoingPost(context, post), row.attempts > 0)
  // Nobody waits for it, and the post is as good without. Begun before the post is there for all to see: whoever looks at it then, waits.
  if (wantsComments && written.before === null) inBackground(context, offerAttachments(context, post), 'attachments not offered')
  await context.inbox.commit(async db => {
    await settlePost(db, post, hash, await hasLaterChange(db, row))
    await settleRow(db, row)
  })
  if (isOwnBlog) await subscribeToOwn(context, BLOG_NODE)
}

/**
 * Prosody makes a node anew for whoever publishes to one that was deleted: the post would stand alone in a community of that name.
 * @throws KithError `not-found`
 */
async function isThere({ session }: EngineContext, { service, node }: NodeAddress): Promise<void> {
  try {
    await session.request('get', service, buildInfoQuery(node), { urgency: 'user' })
  } catch (error) {
    // Publishing shows whatever else is wrong.
    if (!(error instanceof KithError) || error.kind === 'not-found' || isPassing(error.kind)) throw error
  }
}

/** A post whose time has come is a post of now: it enters the lists, and the same row gives the same entry from here on. */
async function comeForth(context: EngineContext, key: PostKey): Promise<void> {
  const post = await context.db.posts.get(key)
  if (!post || post.scheduledAt === null) return
  const now = context.now()
  const dates = { publishedAt: now, updatedAt: now, sortAt: now, receivedAt: now }
  await context.inbox.commit(async db => void (await db.posts.update(key, { ...dates, scheduledAt: null })))
}

/**
 * Kept in the row at once: delivered again after a crash, the post must name the same place. Its author listens there before anybody
 * knows of the post, or a quick first answer would reach nobody.
 */
async function withComments(context: EngineContext, key: PostKey, post: Post): Promise<Post> {
  const comments = await createCommentsPlace(context, post)
  if (!comments) return { ...post, comments }
  await subscribeQuietly(context, comments)
  await context.inbox.commit(async db => void (await db.posts.update(key, { comments })))
  return { ...post, comments }
}
