import { buildEntry, type OutgoingEntry } from '#protocol/xep0277-build-entry.ts'
import type { Element } from '#protocol/xml.ts'
import { localOf } from '#shared/jid.ts'
import type { NodeAddress } from '#model/keys.ts'
import { isBrief, LIKE_TITLE, type Post } from '#model/post.ts'
import type { EngineContext } from './context.ts'

/** The name I go by in what I publish: that of my profile, else the local part of my address. */
async function myName({ account, db }: EngineContext): Promise<string> {
  return (await db.profiles.get(account))?.name || localOf(account)
}

/** A post of mine as it is published. The same row always gives the same entry, so that a second delivery can recognise the first. */
export async function outgoingPost(context: EngineContext, post: Post): Promise<Element> {
  const { account } = context
  const reply = post.inReplyTo
  return buildEntry({
    ...post,
    text: isBrief(post) ? '' : post.text,
    author: { jid: account, name: await myName(context) },
    categories: post.tags,
    inReplyTo: reply ? { service: reply.service, node: reply.node, item: reply.itemId } : null,
  })
}

interface OutgoingComment {
  itemId: string
  text: string
  publishedAt: number
}

/** A comment: an entry that is all title, as Movim writes it. */
export async function outgoingComment(
  context: EngineContext,
  place: NodeAddress,
  { itemId, text, publishedAt }: OutgoingComment,
): Promise<Element> {
  const entry: OutgoingEntry = {
    ...place,
    itemId,
    title: text,
    text: '',
    rich: null,
    author: { jid: context.account, name: await myName(context) },
    publishedAt,
    updatedAt: publishedAt,
    categories: [],
    enclosures: [],
    links: [],
    webUrl: null,
    comments: null,
    inReplyTo: null,
  }
  return buildEntry(entry)
}

export function outgoingLike(context: EngineContext, place: NodeAddress, itemId: string, at: number): Promise<Element> {
  return outgoingComment(context, place, { itemId, text: LIKE_TITLE, publishedAt: at })
}
