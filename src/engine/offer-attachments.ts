import { buildDeleteNode } from '#protocol/xep0060-owner.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import type { Post } from '#model/post.ts'
import { attachmentsOf, mindsAttachments } from './attachments.ts'
import type { EngineContext } from './context.ts'
import { feedState } from './feed-state.ts'
import { leaveReactions } from './listen-to-reactions.ts'
import { fetchByIds } from './fetch-items.ts'
import { optionOf, createCommentsNode } from './prepare-node.ts'

/**
 * Makes the place where people attach things to a new post of mine, as open as the post itself (XEP-0470 §4.1): nobody else may. Where
 * the service does that by itself it must not be done (§5.2), and where it refused once it is not asked for every post.
 */
export async function offerAttachments(context: EngineContext, post: Post): Promise<void> {
  const { offers } = feedState(context)
  const work = offer(context, post)
  offers.set(post.key, work)
  try {
    await work
  } finally {
    offers.delete(post.key)
  }
}

async function offer(context: EngineContext, post: Post): Promise<void> {
  const { noAttachments } = feedState(context)
  const { service } = post
  if (noAttachments.has(service) || (await mindsAttachments(context, service, 'background'))) return
  const access = await accessOfPost(context, post)
  // Of those on a list we could only make one that nobody can write to.
  if (access !== 'open' && access !== 'presence') return
  try {
    await createCommentsNode(context, { service, node: attachmentsOf(post).node, access, check: true })
    if (await namesPublishers(context, post)) return
    await dropAttachments(context, post)
    throw new KithError('unsupported', 'the service does not say who published what', { condition: 'no-publisher' })
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    noAttachments.add(service)
    context.note('attachments node refused', { service, condition: error.condition })
  }
}

/**
 * What nobody vouches for is shown to nobody, so a place for it would be of no use: Prosody names no publisher in PEP. ejabberd does
 * where the node is told to, Prosody's component everywhere or nowhere.
 */
async function namesPublishers(context: EngineContext, post: Post): Promise<boolean> {
  if ((await optionOf(context, attachmentsOf(post), 'itemreply')) === 'publisher') return true
  const { items } = await fetchByIds(context, post, [post.itemId], 'background')
  return items.some(item => item.publisher !== null)
}

async function accessOfPost(context: EngineContext, post: Post): Promise<string | undefined> {
  const known = (await context.db.nodes.get(post.nodeKey))?.accessModel
  if (known !== undefined && known !== 'unknown') return known
  return post.service === context.account ? await optionOf(context, post, 'access_model') : undefined
}

/** With a post of mine its attachments go; where there are none, nothing is lost. */
export async function dropAttachments(context: EngineContext, post: Post): Promise<void> {
  const { service, node } = attachmentsOf(post)
  try {
    // Unsubscribing first, as with comments: after the deletion of a node with subscribers Prosody never again answers those.
    await leaveReactions(context, key => key !== post.key)
    await context.session.request('set', service, buildDeleteNode(node))
  } catch (error) {
    if (!(error instanceof KithError)) throw error
  }
}
