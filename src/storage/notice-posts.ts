import { type PostAddress, type PostKey, postKeyOf } from '#model/keys.ts'
import { mentions } from '#model/mentions.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { isOnlyRepeated, ownWords } from '#model/repost.ts'
import type { BareJid } from '#shared/jid.ts'
import { type KindOfItem, type Notice, noticeItem, type Noticing } from './notifications.ts'
import type { AccountDb } from './schema.ts'

const LONGEST_QUOTE = 300

/** Tells of a post that was stored: one that repeats or answers one of mine, or has my address in it. */
export async function noticePost(db: AccountDb, post: Post, fate: 'new' | 'changed', noticing: Noticing): Promise<void> {
  const notice = await noticeOf(db, post, noticing.account)
  // One that is new was never told of.
  if (notice || fate === 'changed') await noticeItem(db, post.key, notice, noticing)
}

async function noticeOf(db: AccountDb, post: Post, me: BareJid): Promise<(Notice & { kind: KindOfItem }) | null> {
  const { author, authorVerified, via, inReplyTo } = post
  if (author === null || author === me || post.service === me) return null
  const common = {
    from: author,
    postKey: post.key,
    text: saidIn(post).slice(0, LONGEST_QUOTE),
    at: post.publishedAt,
    ...(authorVerified ? {} : { claimed: true as const }),
  }
  const repeated = via && (await keyOfMine(db, via, me))
  if (repeated) return { ...common, kind: 'repost', about: repeated }
  const answered = inReplyTo && (await keyOfMine(db, inReplyTo, me))
  if (answered) return { ...common, kind: 'reply', about: answered }
  return names(post, me) ? { ...common, kind: 'mention' } : null
}

/** What its author says, without the words of somebody else that they repeat. */
function saidIn(post: Post): string {
  if (isOnlyRepeated(post)) return ''
  return (ownWords(post) ?? post).text || post.title
}

function names(post: Post, me: BareJid): boolean {
  if (isOnlyRepeated(post)) return false
  return mentions(me, ownWords(post) ?? post) || mentions(me, { text: post.title })
}

/** In my own blog everything is mine; elsewhere what is stored as mine. */
async function keyOfMine(db: AccountDb, address: PostAddress, me: BareJid): Promise<PostKey | null> {
  const key = postKeyOf(address)
  if (address.service === me && address.node === BLOG_NODE) return key
  const stored = await db.posts.get(key)
  return stored?.author === me && stored.authorVerified ? key : null
}
