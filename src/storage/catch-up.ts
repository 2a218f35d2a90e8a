import { Dexie } from 'dexie'
import type { CatchUpRow } from '#model/catch-up.ts'
import type { PostKey } from '#model/keys.ts'
import type { Post } from '#model/post.ts'
import { kindsOf } from '#model/post-kind.ts'
import { isDrawn } from '#model/upload.ts'
import type { BareJid } from '#shared/jid.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { readAmong } from './reads.ts'
import type { AccountDb } from './schema.ts'

export interface CatchUp {
  /** Newest first. */
  rows: CatchUpRow[]
  /** Those of them that were read. */
  read: ReadonlySet<PostKey>
  /** There are more in the period than were asked for. */
  isCut: boolean
  /** Everything of the feed in the period, my own as well. */
  keys: ReadonlySet<PostKey>
}

/** Whole posts at a time: many, and each piece is a long task of the page. */
const PIECE = 100
const LONGEST_WORDS = 200

/** What came into the feed from a moment on, without what I wrote myself, as thin rows. */
export async function catchUpRows(db: AccountDb, { since, me, limit }: { since: number; me: BareJid; limit: number }): Promise<CatchUp> {
  const found = await feedSince(db, since)
    .reverse()
    .limit(limit + 1)
    .primaryKeys()
  const keys = found.slice(0, limit)
  const rows: CatchUpRow[] = []
  await eachPost(db, keys, post => {
    if (!isOwn(post, me)) rows.push(rowOf(post))
  })
  const read = await readAmong(
    db,
    rows.map(({ key }) => key),
  )
  return { rows, read, isCut: found.length > limit, keys: new Set(keys) }
}

/** Keys of what is in the feed from a moment on, at most `limit`; a change inside a post does not run it again. */
export function feedKeysSince(db: AccountDb, since: number, limit: number): Promise<PostKey[]> {
  return feedSince(db, since).limit(limit).primaryKeys()
}

function feedSince(db: AccountDb, since: number) {
  return db.posts.where('[inFeed+sortAt]').between([1, since], [1, Dexie.maxKey], true, true)
}

async function eachPost(db: AccountDb, keys: readonly PostKey[], act: (post: Post) => void): Promise<void> {
  for (let from = 0; from < keys.length; from += PIECE) {
    for (const post of await db.posts.bulkGet(keys.slice(from, from + PIECE))) if (post) act(post)
  }
}

/** The same rows with as many likes and comments as are known by now. */
export async function countAgain(db: AccountDb, rows: readonly CatchUpRow[]): Promise<CatchUpRow[]> {
  const counts = new Map<PostKey, Pick<Post, 'likeCount' | 'commentCount'>>()
  const keys = rows.map(({ key }) => key)
  await eachPost(db, keys, ({ key, likeCount, commentCount }) => counts.set(key, { likeCount, commentCount }))
  return rows.map(row => ({ ...row, ...counts.get(row.key) }))
}

function isOwn({ service, author, authorVerified }: Post, me: BareJid): boolean {
  return service === me || (author === me && authorVerified)
}

function rowOf(post: Post): CatchUpRow {
  const { key, nodeKey, service, node, itemId, author, authorName, authorVerified, feedKind, warning, sortAt, comments, state } = post
  const picture = warning === null ? post.enclosures.find(isDrawn) : undefined
  return {
    key,
    nodeKey,
    service,
    node,
    itemId,
    author,
    authorName,
    authorVerified,
    feedKind,
    warning,
    sortAt,
    comments,
    state,
    words: wordsOf(post).slice(0, LONGEST_WORDS),
    kinds: kindsOf(post),
    picture: picture ? { url: picture.url, alt: picture.alt, width: picture.width, height: picture.height, bytes: picture.bytes } : null,
    likeCount: post.likeCount,
    commentCount: post.commentCount,
  }
}

function wordsOf({ title, text, rich }: Post): string {
  return title.trim() || (rich ? plainTextOf(rich) : text).trim().replace(/\s+/g, ' ')
}
