import type { Answer, Ask } from '#bridge/contract.ts'
import { KithError } from '#shared/errors.ts'
import { type NodeAddress, nodeKeyOf, parsePostKey, type PostKey } from '#model/keys.ts'
import { APART, BLOG_NODE, type Post } from '#model/post.ts'
import { getSaved } from '#storage/saved.ts'
import { retractPost } from '#storage/store-posts.ts'
import type { EngineContext } from '../context.ts'
import { describeNode } from '../describe-node.ts'
import { touchesOf } from '../feed-state.ts'
import { fetchByIds } from '../fetch-items.ts'
import { inBackground } from '../in-background.ts'
import { type CommentsRead, readComments, readOlderComments } from '../read-comments.ts'
import { arrivalTime, readPage, storePage } from '../store-page.ts'

/** Fetches one post by its address. What is stored stays when the service does not have it or does not answer. */
export async function openPost(context: EngineContext, { postKey }: Ask<'open-post'>): Promise<Answer<'open-post'>> {
  const address = parsePostKey(postKey)
  if (!address) return { found: false }
  const place = { service: address.service, node: address.node }
  const stored = await context.db.posts.get(postKey)
  try {
    const page = await fetchByIds(context, place, [address.itemId], 'user')
    const read = readPage(place, { ...page, items: page.items.filter(item => item.id === address.itemId) })
    await context.inbox.commit(async db => {
      await storePage(context, db, place, read, { knownReading: 0, reading: APART, receivedAt: arrivalTime(context) })
    })
    inBackground(context, describePlace(context, place), 'node not described')
    if (!page.items.some(item => item.id === address.itemId)) await noteAbsence(context, postKey, page.askedAt)
    return { found: stored !== undefined || read.seen.length > 0 }
  } catch (error) {
    if (!stored || !(error instanceof KithError)) throw error
    if (error.kind === 'not-found') await noteAbsence(context, postKey, null)
    return { found: true }
  }
}

/** A post that was opened by its address: what its community is called and who can see it is told by nothing else. */
async function describePlace(context: EngineContext, place: NodeAddress): Promise<void> {
  const known = (await context.db.nodes.get(nodeKeyOf(place)))?.accessModel ?? 'unknown'
  if (known === 'unknown' && place.node !== BLOG_NODE) await describeNode(context, place, 'background')
}

/** Its service has it no more. One that I saved is kept and says so; of the others nothing is known that a reading would not tell. */
async function noteAbsence(context: EngineContext, postKey: PostKey, askedAt: number | null): Promise<void> {
  if (askedAt !== null && touchesOf(context).touchedSince(postKey, askedAt)) return
  await context.inbox.commit(async db => {
    if (await getSaved(db, postKey)) await retractPost(db, postKey, context.account)
  })
}

async function storedOrFetched(context: EngineContext, postKey: PostKey): Promise<Post> {
  const stored = await context.db.posts.get(postKey)
  const post = stored ?? ((await openPost(context, { postKey })).found ? await context.db.posts.get(postKey) : undefined)
  if (!post) throw new KithError('not-found', 'no such post')
  return post
}

/** Comments and likes of a post. One without a comments node has none. */
export async function openComments(context: EngineContext, { postKey, urgency }: Ask<'open-comments'>): Promise<Answer<'open-comments'>> {
  const post = await storedOrFetched(context, postKey)
  return await noneWithoutNode(() => readComments(context, post, urgency ?? 'user'))
}

export async function olderComments(context: EngineContext, { postKey }: Ask<'older-comments'>): Promise<Answer<'older-comments'>> {
  const post = await storedOrFetched(context, postKey)
  return await noneWithoutNode(() => readOlderComments(context, post, 'user'))
}

/** Nobody has commented yet, and the node is made with the first comment or not at all. */
async function noneWithoutNode(read: () => Promise<CommentsRead>): Promise<CommentsRead> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof KithError && error.kind === 'not-found') return { count: 0, more: 'no' }
    throw error
  }
}
