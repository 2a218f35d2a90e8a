/** A post with more comments than one asks for at once: page by page, by whatever way the service offers. */
import { afterEach, expect, test } from 'vitest'
import { type Dialect, entryElement, FakePubsub, newsMessage } from '../../tests/support/fake-pubsub.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { post } from '../../tests/support/posts.ts'
import { COMMENTS_PREFIX } from '#model/post.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { commentThreads } from '#storage/comments.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { recountPost } from '#storage/store-comments.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'

const me = parseBareJid('me@example.org') as BareJid
const service = parseBareJid('pubsub.example.org') as BareJid
const node = `${COMMENTS_PREFIX}p`
const shown = post('p', { author: me, service, node: 'garden' })
const ask = { postKey: shown.key }
const DAY = Date.UTC(2026, 0, 1)

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

async function bench(dialect: Dialect) {
  const db = accountDb(`kith:comments-${Math.random()}`)
  open.push(db)
  await db.posts.put(shown)
  const pubsub = new FakePubsub(dialect, me)
  const context = fakeContext(
    db,
    fakeSession(me, request => pubsub.answer(request)),
  )
  attachFeed(context)
  const write = (from: number, to: number): void => {
    for (let index = from; index <= to; index += 1) {
      const title = index % 10 === 0 ? '♥' : `number ${index}`
      pubsub.put(node, `i${index}`, entryElement({ title, at: DAY + index * 1000 }), `user${index}@example.org`)
    }
  }
  const here = async () => ({ comments: (await commentThreads(db, shown.key)).length, likes: await db.likes.count() })
  const isCountedRight = async (): Promise<void> => {
    const { commentCount, likeCount } = (await db.posts.get(shown.key))!
    expect(await recountPost(db, shown.key)).toEqual({ commentCount, likeCount })
    expect(await here()).toEqual({ comments: commentCount, likes: likeCount })
  }
  return { db, pubsub, context, write, here, isCountedRight }
}

test.each(['prosody', 'ejabberd'] as const)(
  '%s: two thousand come on request, each once, and the counts are right all along',
  async dialect => {
    const { context, write, here, isCountedRight } = await bench(dialect)
    write(1, 2000)
    expect(await feedAnswers['open-comments'](context, ask)).toEqual({ count: 500, more: 'yes' })
    expect(await here()).toEqual({ comments: 450, likes: 50 })
    await isCountedRight()
    let pages = 0
    for (let more = 'yes'; more === 'yes'; pages += 1) {
      more = (await feedAnswers['older-comments'](context, ask)).more
      await isCountedRight()
      expect(pages).toBeLessThan(12)
    }
    expect(await here()).toEqual({ comments: 1800, likes: 200 })
    const requests = context.session.requests.length
    expect(await feedAnswers['older-comments'](context, ask)).toEqual({ count: 0, more: 'no' })
    expect(context.session.requests.length).toBe(requests)
  },
  60_000,
)

test('a service that gives neither pages nor ids gives what it can, and then it is said that it does not give more', async () => {
  const { context, write, here } = await bench('prosody-stranger')
  write(1, 2500)
  let { more } = await feedAnswers['open-comments'](context, ask)
  for (let pages = 0; more === 'yes' && pages < 12; pages += 1) ({ more } = await feedAnswers['older-comments'](context, ask))
  expect(more).toBe('limited')
  expect(await here()).toEqual({ comments: 1620, likes: 180 })
}, 60_000)

test.each(['prosody', 'ejabberd'] as const)(
  '%s: what was read in an earlier session is passed over, and what is gone goes at the end',
  async dialect => {
    const { context, pubsub, write, here, isCountedRight } = await bench(dialect)
    write(1, 800)
    await feedAnswers['open-comments'](context, ask)
    for (let left = 3; left > 0; left -= 1) await feedAnswers['older-comments'](context, ask)
    expect(await here()).toEqual({ comments: 720, likes: 80 })
    context.session.renew()
    pubsub.retract(node, 'i7')
    pubsub.retract(node, 'i791')
    write(801, 811)
    expect(await feedAnswers['open-comments'](context, ask)).toEqual({ count: 500, more: 'yes' })
    const { more } = await feedAnswers['older-comments'](context, ask)
    expect(more).toBe('no')
    expect(await here()).toEqual({ comments: 728, likes: 81 })
    await isCountedRight()
  },
  60_000,
)

test('what came live while the pages were read is not taken for gone', async () => {
  const { context, pubsub, write, here, isCountedRight } = await bench('prosody')
  write(1, 600)
  await feedAnswers['open-comments'](context, ask)
  write(601, 601)
  const news = pubsub.news.at(-1)
  if (news) await context.session.deliver(newsMessage(service, news))
  expect(await feedAnswers['older-comments'](context, ask)).toEqual({ count: 100, more: 'no' })
  expect(await here()).toEqual({ comments: 541, likes: 60 })
  await isCountedRight()
})
