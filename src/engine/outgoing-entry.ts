import { buildEntry, type OutgoingEntry } from '#protocol/xep0277-build-entry.ts'
import type { Element } from '#protocol/xml.ts'
import { localOf } from '#shared/jid.ts'
import type { PubsubUri } from '#protocol/xmpp-uri.ts'
import { type NodeAddress, type PostAddress, postKeyOf } from '#model/keys.ts'
import { isBrief, LIKE_TITLE, type Post } from '#model/post.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import type { EngineContext } from './context.ts'

/** The name I go by in what I publish: that of my profile, else the local part of my address. */
async function myName({ account, db }: EngineContext): Promise<string> {
  return (await db.profiles.get(account))?.name || localOf(account)
}

const uriOf = ({ service, node, itemId }: PostAddress): PubsubUri => ({ service, node, item: itemId })

/** A post of mine as it is published. The same row always gives the same entry, so that a second delivery can recognise the first. */
export async function outgoingPost(context: EngineContext, post: Post): Promise<Element> {
  const { account } = context
  const { inReplyTo, via } = post
  const onlyRepeats = via !== null && isOnlyRepeated(post)
  const original = onlyRepeats ? await context.db.posts.get(postKeyOf(via)) : undefined
  return buildEntry({
    ...post,
    by: account,
    text: isBrief(post) ? '' : post.text,
    author: onlyRepeats ? { jid: via.author, name: via.authorName } : { jid: account, name: await myName(context) },
    categories: post.tags,
    // What is said to it goes where the post itself is talked about (XEP-0277 §3.7).
    comments: onlyRepeats ? (original?.comments ?? null) : post.comments,
    inReplyTo: inReplyTo && uriOf(inReplyTo),
    via: via && uriOf(via),
  })
}

interface OutgoingComment {
  itemId: string
  text: string
  publishedAt: number
  /** When it was changed, if it was. */
  updatedAt?: number
  /** Item id of the comment that it answers. */
  answers?: string | null
}

/** A comment: an entry that is all title, as Movim writes it. */
export async function outgoingComment(
  context: EngineContext,
  place: NodeAddress,
  { itemId, text, publishedAt, updatedAt = publishedAt, answers = null }: OutgoingComment,
): Promise<Element> {
  const entry: OutgoingEntry = {
    ...place,
    itemId,
    title: text,
    text: '',
    rich: null,
    by: context.account,
    author: { jid: context.account, name: await myName(context) },
    publishedAt,
    updatedAt,
    categories: [],
    enclosures: [],
    links: [],
    webUrl: null,
    comments: null,
    inReplyTo: answers === null ? null : { ...place, item: answers },
    via: null,
    location: null,
    warning: null,
  }
  return buildEntry(entry)
}

export function outgoingLike(context: EngineContext, place: NodeAddress, itemId: string, at: number): Promise<Element> {
  return outgoingComment(context, place, { itemId, text: LIKE_TITLE, publishedAt: at })
}
