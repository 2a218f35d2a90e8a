import { siblingKey } from './comments.ts'
import { mentions } from '#model/mentions.ts'
import { type Comment, type Post } from '#model/post.ts'
import { type KindOfItem, type Notice, noticeItem, type Noticing } from './notifications.ts'
import type { AccountDb } from './schema.ts'

/** Stored just now. */
interface Arrived {
  row: Comment
  fate: 'new' | 'changed'
}

const LONGEST_QUOTE = 300

/** Tells of comments that were stored: under a post of mine, in answer to a comment of mine, or with my address in them. */
export async function noticeComments(db: AccountDb, post: Post, arrived: readonly Arrived[], noticing: Noticing): Promise<void> {
  for (const { row, fate } of arrived) {
    const notice = await noticeOf(db, post, row, noticing)
    // One that is new was never told of.
    if (notice || fate === 'changed') await noticeItem(db, row.key, notice, noticing)
    if (row.author === noticing.account) await noticeAnswers(db, post, row, noticing)
  }
}

/** Answers that were here before what they answer. */
async function noticeAnswers(db: AccountDb, post: Post, mine: Comment, noticing: Noticing): Promise<void> {
  const answers = await db.comments.where('[postKey+answers]').equals([post.key, mine.itemId]).toArray()
  for (const answer of answers) {
    const notice = await noticeOf(db, post, answer, noticing)
    if (notice) await noticeItem(db, answer.key, notice, noticing)
  }
}

async function noticeOf(
  db: AccountDb,
  post: Post,
  comment: Comment,
  { account }: Noticing,
): Promise<(Notice & { kind: KindOfItem }) | null> {
  const { author, authorVerified, answers } = comment
  if (author === null || author === account) return null
  const common = {
    from: author,
    postKey: post.key,
    comment: comment.key,
    text: comment.text.slice(0, LONGEST_QUOTE),
    at: Math.abs(comment.publishedAt),
    ...(authorVerified ? {} : { claimed: true as const }),
  }
  const answered = answers === null ? undefined : await db.comments.get(siblingKey(comment.key, answers))
  if (answered?.author === account) return { ...common, kind: 'reply', about: answered.key }
  if (post.author === account) return { ...common, kind: 'comment' }
  return mentions(account, comment) ? { ...common, kind: 'mention' } : null
}
