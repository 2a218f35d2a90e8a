import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { parseAvatarMetadata } from '#protocol/xep0084-avatar.ts'
import { type Entry, parseEntry } from '#protocol/xep0277-microblog.ts'
import { payloadHash } from '#protocol/payload-hash.ts'
import { authorOf } from '#model/authorship.ts'
import type { NodeAddress } from '#model/keys.ts'
import { AVATAR_ITEM_ID, isCommentsNode, LIKE_TITLE, type Post, type Via } from '#model/post.ts'
import { firstLine } from '#model/post-content.ts'
import type { SeenComment, SeenPost } from '#model/post-merge.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import { tagsOf } from '#model/tags.ts'

/** An item id longer than this would make keys nobody can index. */
const MAX_ITEM_ID = 1023

function contentOf(entry: Entry): Pick<Post, 'title' | 'text' | 'rich' | 'html' | 'tags'> {
  const title = entry.title || firstLine(entry.text)
  const bare = entry.text === '' && !entry.rich?.length && !entry.html
  const text = bare ? title : entry.text
  return { title, text, rich: entry.rich, html: entry.html, tags: tagsOf(entry.categories, title, text) }
}

function readable({ id, payload }: PubsubItem): { entry: Entry; hash: string } | undefined {
  const entry = id === AVATAR_ITEM_ID || id.length > MAX_ITEM_ID ? undefined : parseEntry(payload)
  return entry && payload ? { entry, hash: payloadHash(payload) } : undefined
}

/** Who repeats a post names its author where they would name themselves (XEP-0277 §3.7). */
function viaOf({ via, author }: Entry, by: Pick<Post, 'author'>): Via | null {
  if (!via?.item) return null
  const other = author?.jid === by.author ? null : author
  return { service: via.service, node: via.node, itemId: via.item, author: other?.jid ?? null, authorName: other?.name ?? '' }
}

/**
 * Where likes and comments go. Only a place that is one: a link to any other node, as to the reader's own blog, would have them publish
 * there what they only meant to like. What is said to a post that is only repeated is said to the post itself.
 */
function commentsOf({ comments, ...entry }: Entry, via: Via | null): NodeAddress | null {
  const isUsable = comments && isCommentsNode(comments.node) && !isOnlyRepeated({ ...entry, via })
  return isUsable ? { service: comments.service, node: comments.node } : null
}

/** An item of a content node as a post; undefined for its picture, its description and whatever else is no post. */
export function seenPost(address: NodeAddress, item: PubsubItem): SeenPost | undefined {
  const read = readable(item)
  if (!read) return undefined
  const { entry, hash } = read
  const reply = entry.inReplyTo
  const by = authorOf(address, item.publisher, entry.via ? null : entry.author)
  const via = viaOf(entry, by)
  return {
    ...address,
    itemId: item.id,
    ...by,
    ...contentOf(entry),
    via,
    location: entry.location,
    warning: entry.warning,
    publishedAt: entry.publishedAt,
    updatedAt: entry.updatedAt,
    enclosures: entry.enclosures,
    links: entry.links,
    webUrl: entry.webUrl,
    comments: commentsOf(entry, via),
    inReplyTo: reply?.item ? { service: reply.service, node: reply.node, itemId: reply.item } : null,
    hash,
  }
}

/** An item of a comments node: a comment, or a like when its title is the one heart and there is nothing else. */
export function seenComment(address: NodeAddress, item: PubsubItem): SeenComment | undefined {
  const read = readable(item)
  if (!read) return undefined
  const { entry, hash } = read
  const text = entry.text || entry.title
  const answered = entry.inReplyTo
  return {
    ...address,
    itemId: item.id,
    ...authorOf(address, item.publisher, entry.author),
    text,
    publishedAt: entry.publishedAt ?? entry.updatedAt,
    updatedAt: entry.updatedAt,
    answers: answered?.service === address.service && answered.node === address.node ? answered.item : null,
    isLike: text.trim() === LIKE_TITLE,
    hash,
  }
}

/** The picture of a node, which Movim keeps as an item among its posts. */
export function seenPicture(items: readonly PubsubItem[]): string | null {
  const item = items.findLast(({ id }) => id === AVATAR_ITEM_ID)
  return parseAvatarMetadata(item?.payload)?.find(info => info.url !== null)?.url ?? null
}
