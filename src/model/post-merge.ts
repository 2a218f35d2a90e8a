import { hasLocal } from '#shared/jid.ts'
import { nodeKeyOf, type NodeAddress, type PostAddress, postKeyOf } from './keys.ts'
import { isHidden } from './place.ts'
import { BLOG_NODE, type Comment, type FeedKind, type Post } from './post.ts'
import { contentOf } from './post-content.ts'
import { datesOf } from './post-dates.ts'
import { formOf } from './repost.ts'

/** A post as the wire told it. Dates are what it claims. */
export interface SeenPost
  extends
    PostAddress,
    Pick<
      Post,
      | 'author'
      | 'authorName'
      | 'authorVerified'
      | 'title'
      | 'text'
      | 'rich'
      | 'html'
      | 'tags'
      | 'enclosures'
      | 'links'
      | 'webUrl'
      | 'comments'
      | 'inReplyTo'
      | 'via'
      | 'location'
      | 'warning'
      | 'hash'
    > {
  publishedAt: number | null
  updatedAt: number | null
}

/** same: nothing to write · refused: somebody else than its author changed it, and the first version stands. */
export interface Merged<Row> {
  row: Row
  fate: 'new' | 'changed' | 'same' | 'refused'
}

/** An update counts as an edit from here on: authors' own clients stamp both dates within a moment of each other. */
const EDIT_MS = 60_000

export function feedKindOf({ service, node }: NodeAddress): FeedKind {
  return node === BLOG_NODE && hasLocal(service) ? 'person' : 'community'
}

function freshPost(seen: SeenPost, { receivedAt, reading, inFeed }: Arrival): Post {
  const dates = datesOf(seen.publishedAt, seen.updatedAt, receivedAt)
  return {
    ...seen,
    ...dates,
    key: postKeyOf(seen),
    nodeKey: nodeKeyOf(seen),
    edited: dates.updatedAt - dates.publishedAt > EDIT_MS,
    commentsOff: false,
    scheduledAt: null,
    state: 'published',
    failure: null,
    before: null,
    likeCount: 0,
    commentCount: 0,
    myLike: null,
    inFeed,
    feedKind: feedKindOf(seen),
    form: formOf(seen),
    receivedAt,
    reading,
  }
}

/** How a post came. */
export interface Arrival {
  receivedAt: number
  reading: number
  inFeed: 0 | 1
}

/**
 * On an open node anybody may write over an item of a known id (Prosody): two vouched-for authors of one item mean that. The same when
 * the second one only claims to be somebody else.
 */
function changesHands(known: { author: string | null; authorVerified: boolean }, seen: { author: string | null }): boolean {
  return known.authorVerified && seen.author !== null && known.author !== seen.author
}

/** One row from what is stored and what was just seen, whatever the order the two arrived in. */
export function mergePost(known: Post | undefined, seen: SeenPost, arrival: Arrival): Merged<Post> {
  const fresh = freshPost(seen, arrival)
  if (!known) return { row: fresh, fate: 'new' }
  const merged = mergeKnown(known, seen, fresh)
  if (arrival.reading >= known.reading) return merged
  const { row, fate } = merged
  return { row: { ...row, reading: arrival.reading }, fate: fate === 'same' ? 'changed' : fate }
}

function mergeKnown(known: Post, seen: SeenPost, fresh: Post): Merged<Post> {
  if (changesHands(known, seen)) return { row: known, fate: 'refused' }
  const { key, nodeKey, receivedAt, reading, sortAt, publishedAt, likeCount, commentCount, myLike, inFeed } = known
  const muted = known.mutedBy === undefined ? {} : { mutedBy: known.mutedBy }
  const kept = { key, nodeKey, receivedAt, reading, likeCount, commentCount, myLike, inFeed, ...muted }
  if (known.state === 'queued' || known.state === 'failed') {
    // Ours waits and is newer; what the service holds is kept aside, for the case that ours is discarded.
    if (isHidden(sortAt) || known.before?.hash === seen.hash) return { row: known, fate: 'same' }
    return { row: { ...known, before: contentOf(fresh) }, fate: 'changed' }
  }
  if (known.state === 'retracted') return { row: { ...fresh, ...kept }, fate: 'changed' }
  const proven = seen.authorVerified && !known.authorVerified
  if (known.hash === seen.hash && !proven) return { row: known, fate: 'same' }
  const edited = known.edited || fresh.edited || (known.hash !== '' && known.hash !== seen.hash)
  return { row: { ...fresh, ...kept, sortAt, publishedAt, updatedAt: Math.max(publishedAt, fresh.updatedAt), edited }, fate: 'changed' }
}

/** A comment as the wire told it; a like is one too, told apart by its title. */
export interface SeenComment extends PostAddress, Pick<Comment, 'author' | 'authorName' | 'authorVerified' | 'text' | 'answers' | 'hash'> {
  publishedAt: number | null
  updatedAt: number | null
  isLike: boolean
}

export function mergeComment(
  known: Comment | undefined,
  seen: SeenComment,
  postKey: Comment['postKey'],
  receivedAt: number,
): Merged<Comment> {
  const { author, authorName, authorVerified, text, answers, hash, itemId } = seen
  const { publishedAt, updatedAt } = datesOf(seen.publishedAt, seen.updatedAt, receivedAt)
  const facts = { author, authorName, authorVerified, text, hash }
  const edited = updatedAt - publishedAt > EDIT_MS
  if (!known) {
    const told = { ...facts, answers, edited, before: null }
    return { row: { ...told, key: postKeyOf(seen), postKey, itemId, publishedAt, state: 'published', failure: null }, fate: 'new' }
  }
  if (changesHands(known, seen)) return { row: known, fate: 'refused' }
  if (known.state !== 'published') return mergeWaiting(known, seen, edited)
  if (known.hash === hash && (known.authorVerified || !authorVerified)) return { row: known, fate: 'same' }
  // Other clients publish a comment anew without a change (Movim): only other words make it an edited one.
  return {
    row: { ...known, ...facts, answers: answers ?? known.answers, edited: known.edited || edited || known.text !== text },
    fate: 'changed',
  }
}

/**
 * Ours waits and is newer; what the service holds is kept aside, for the case that ours is discarded. Words that nobody vouches for
 * would be shown as mine then, so they are not kept: the next reading shows them for what they are.
 */
function mergeWaiting(known: Comment, { text, hash, authorVerified }: SeenComment, edited: boolean): Merged<Comment> {
  if (isHidden(known.publishedAt) || known.before?.hash === hash || !authorVerified) return { row: known, fate: 'same' }
  const isEdited = edited || (known.before !== null && known.before.text !== text)
  return { row: { ...known, before: { text, edited: isEdited, hash } }, fate: 'changed' }
}
