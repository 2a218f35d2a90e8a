/** What is kept step by step equals what can be counted anew, whatever came in whatever order. */
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { postKeyOf } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { SeenComment } from '#model/post-merge.ts'
import { parseBareJid, type BareJid } from '#shared/jid.ts'
import { post } from '../../tests/support/posts.ts'
import { noteMessages, noteRead, repairConversations } from './conversations.ts'
import { unreadTotal } from './put-conversation.ts'
import { accountDb } from './db.ts'
import { recountPost, retractCommentItem, storeComments } from './store-comments.ts'
import type { AccountDb } from './schema.ts'
import { noteContacts } from './strangers.ts'

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:repair-${Math.random()}`)
})
afterEach(() => db.delete())

const jid = (text: string): BareJid => parseBareJid(text) as BareJid
const me = jid('me@example.org')
const others = [jid('ada@example.org'), jid('bela@example.org')]

function message(conversation: BareJid, order: number, direction: 'in' | 'out'): Message {
  const key = `${conversation} ${order}`
  return {
    key,
    conversation,
    direction,
    from: direction === 'in' ? conversation : me,
    body: `text ${order}`,
    order,
    sentAt: order,
    state: direction === 'in' ? 'received' : 'sent',
    failure: null,
    originId: key,
    archiveId: null,
    aliases: [key],
    wantsReceipt: false,
    markable: false,
  }
}

test('unread counts, the lines of the inbox and their sum', async () => {
  const who = fc.constantFrom(...others)
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('come' as const),
      who,
      order: fc.integer({ min: 1, max: 40 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
    }),
    fc.record({
      kind: fc.constant('old' as const),
      who,
      order: fc.integer({ min: 1, max: 40 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
    }),
    fc.record({
      kind: fc.constant('read' as const),
      who,
      order: fc.integer({ min: 0, max: 45 }),
      direction: fc.constantFrom('in' as const, 'out' as const),
    }),
    fc.record({
      kind: fc.constantFrom('befriend' as const, 'unfriend' as const),
      who,
      order: fc.constant(0),
      direction: fc.constant('in' as const),
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      await Promise.all(db.tables.map(table => table.clear()))
      for (const { kind, who, order, direction } of steps) {
        await db.transaction('rw', db.tables, async () => {
          if (kind === 'read') return noteRead(db, who, order)
          if (kind === 'befriend') await db.contacts.put({ jid: who, name: '', subscription: 'both', ask: false, groups: [] })
          if (kind === 'unfriend') await db.contacts.delete(who)
          if (kind === 'befriend' || kind === 'unfriend') return noteContacts(db, [who])
          const one = message(who, order, direction)
          // The same message again is found by its aliases before it gets this far.
          if (await db.messages.get(one.key)) return undefined
          await db.messages.put(one)
          return noteMessages(db, [one], kind === 'old' ? 'read' : 'unread')
        })
      }
      const kept = { conversations: await db.conversations.toArray(), total: await unreadTotal(db) }
      await repairConversations(db)
      expect({ conversations: await db.conversations.toArray(), total: await unreadTotal(db) }).toEqual(kept)
    }),
    { numRuns: 60 },
  )
})

test('likes and comments of a post', async () => {
  const mine = post('mine', { author: me })
  const step = fc.record({
    kind: fc.constantFrom('comment', 'like', 'retract'),
    author: fc.constantFrom(me, ...others),
    item: fc.integer({ min: 0, max: 5 }),
    at: fc.integer({ min: 1, max: 9 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      await Promise.all(db.tables.map(table => table.clear()))
      await db.posts.put(mine)
      for (const { kind, author, item, at } of steps) {
        const address = {
          ...(mine.comments as NonNullable<typeof mine.comments>),
          itemId: `${kind === 'like' ? 'like' : 'comment'}-${item}`,
        }
        const seen: SeenComment = {
          ...address,
          author,
          authorName: '',
          authorVerified: true,
          text: kind === 'like' ? '♥' : `words ${at}`,
          answers: null,
          hash: `${author} ${at}`,
          publishedAt: at,
          updatedAt: at,
          isLike: kind === 'like',
        }
        await db.transaction('rw', db.tables, async () => {
          if (kind === 'retract') return retractCommentItem(db, mine, item % 2 === 0 ? `like-${item}` : `comment-${item}`, me)
          await storeComments(db, mine, [seen], { account: me, receivedAt: at, notifySince: 0 })
          return undefined
        })
      }
      const { likeCount, commentCount } = (await db.posts.get(postKeyOf(mine)))!
      expect(await recountPost(db, mine.key)).toEqual({ likeCount, commentCount })
    }),
    { numRuns: 60 },
  )
})
