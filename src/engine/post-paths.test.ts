/** One post comes live, with a reading, changed, taken back, in whatever order and however often: it is one row, and in the end what the service holds. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { type Dialect, entryElement, FakePubsub, newsMessage } from '../../tests/support/fake-pubsub.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { editComment } from '#commands/edit-comment.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { nodeKeyOf, parsePostKey, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE, COMMENTS_PREFIX } from '#model/post.ts'
import { type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { feedKeys } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { recountPost } from '#storage/store-comments.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'
import { readNode } from './read-node.ts'

const me = parseBareJid('me@example.org') as BareJid
const you = parseBareJid('you@example.org') as BareJid
const service = parseBareJid('pubsub.example.org') as BareJid
const DAY = Date.UTC(2026, 0, 1)
const DIALECTS: Dialect[] = ['prosody', 'prosody-stranger', 'ejabberd']
/** The same runs every time; what found something is kept as an example. */
const RUNS = { seed: 20_261_125, numRuns: 40 }

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

function bench(dialect: Dialect, onSet: () => void | Promise<void> = () => undefined) {
  const db = accountDb(`kith:posts-${Math.random()}`)
  open.push(db)
  const pubsub = new FakePubsub(dialect, me)
  const context = fakeContext(
    db,
    fakeSession(me, async request => {
      const answer = pubsub.answer(request)
      if (request.type === 'set') await onSet()
      return answer
    }),
  )
  attachFeed(context)
  return { db, pubsub, context }
}

const inAnyOrder = <Step extends string>(...steps: Step[]) =>
  fc.array(fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 })

test('a post of somebody I follow', async () => {
  const address = { service: you, node: BLOG_NODE }
  const key = postKeyOf({ ...address, itemId: 'p' })
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...DIALECTS),
      fc.constantFrom('published' as const, 'edited' as const, 'retracted' as const),
      inAnyOrder('live', 'edit', 'retraction', 'reading', 'opening'),
      async (dialect, truth, bursts) => {
        const { db, pubsub, context } = bench(dialect)
        await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, address, 1, {}))
        for (const [index, id] of ['a', 'p', 'z'].entries())
          pubsub.put(BLOG_NODE, id, entryElement({ title: id, at: DAY + index * 60_000 }))
        const [, published] = pubsub.news
        pubsub.put(BLOG_NODE, 'p', entryElement({ title: 'p edited', at: DAY + 60_000 }))
        const edited = pubsub.news.at(-1)
        pubsub.retract(BLOG_NODE, 'p')
        const retracted = pubsub.news.at(-1)
        if (!published || !edited || !retracted) throw new Error('nothing happened')
        if (truth !== 'retracted')
          pubsub.put(BLOG_NODE, 'p', entryElement({ title: truth === 'edited' ? 'p edited' : 'p', at: DAY + 60_000 }))
        const act = {
          live: () => context.session.deliver(newsMessage(you, published)),
          edit: () => context.session.deliver(newsMessage(you, edited)),
          retraction: () => context.session.deliver(newsMessage(you, retracted)),
          reading: () => readNode(context, address, 5, 'background'),
          opening: () => feedAnswers['open-post'](context, { postKey: key }),
        }
        for (const burst of bursts) {
          await Promise.all(burst.map(async step => act[step]()))
          const rows = (await db.posts.toArray()).filter(post => post.itemId === 'p')
          expect(rows.length).toBeLessThanOrEqual(1)
          expect((await feedKeys(db, 'all', 10)).filter(row => row.key === key)).toHaveLength(rows.length)
        }
        context.session.renew()
        await readNode(context, address, 5, 'background')
        const stored = await db.posts
          .where('[nodeKey+sortAt]')
          .between([nodeKeyOf(address), 0], [nodeKeyOf(address), Infinity])
          .toArray()
        const title = { published: ['p'], edited: ['p edited'], retracted: [] }[truth]
        expect(stored.map(post => post.title)).toEqual(['a', ...title, 'z'])
        expect(stored.every(post => post.inFeed === 1 && post.state === 'published')).toBe(true)
        await db.delete()
      },
    ),
    RUNS,
  )
}, 60_000)

const linkedTo =
  (comments: string) =>
  (entry: Element): Element => {
    entry.append(xml('link', { rel: 'replies', title: 'comments', href: `xmpp:${service}?;node=${encodeURIComponent(comments)}` }))
    return entry
  }

test('the likes and comments under a post of mine', async () => {
  const garden = { service, node: 'garden' }
  const comments = `${COMMENTS_PREFIX}p`
  const key = postKeyOf({ ...garden, itemId: 'p' })
  const linked = linkedTo(comments)
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('prosody' as const, 'ejabberd' as const),
      fc.subarray(['like', 'comment', 'edited comment', 'second like'] as const),
      inAnyOrder('like', 'unlike', 'second like', 'comment', 'edit', 'deletion', 'reading'),
      async (dialect, truth, bursts) => {
        const { db, pubsub, context } = bench(dialect)
        await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, garden, 1, {}))
        pubsub.put('garden', 'p', linked(entryElement({ title: 'mine', at: DAY })), me)
        const [mine] = pubsub.news
        if (!mine) throw new Error('nothing happened')
        await context.session.deliver(newsMessage(service, mine))
        const told = (change: () => void): string => {
          change()
          const news = pubsub.news.at(-1)
          if (!news) throw new Error('nothing happened')
          return newsMessage(service, news)
        }
        const put = (id: string, title: string) => () => pubsub.put(comments, id, entryElement({ title, at: DAY }), you)
        const events = {
          like: told(put('l', '♥')),
          unlike: told(() => pubsub.retract(comments, 'l')),
          'second like': told(put('l2', '♥')),
          comment: told(put('c', 'well said')),
          edit: told(put('c', 'very well said')),
          deletion: told(() => pubsub.retract(comments, 'c')),
        }
        pubsub.node(comments).items = []
        if (truth.includes('like')) put('l', '♥')()
        if (truth.includes('second like')) put('l2', '♥')()
        if (truth.includes('edited comment')) put('c', 'very well said')()
        else if (truth.includes('comment')) put('c', 'well said')()
        const counts = async () => ({
          likeCount: (await db.posts.get(key))?.likeCount,
          commentCount: (await db.posts.get(key))?.commentCount,
        })
        for (const burst of bursts) {
          await Promise.all(
            burst.map(async step =>
              step === 'reading' ? feedAnswers['open-comments'](context, { postKey: key }) : context.session.deliver(events[step]),
            ),
          )
          expect(await counts()).toEqual(await recountPost(db, key))
        }
        await feedAnswers['open-comments'](context, { postKey: key })
        expect(await counts()).toEqual({
          likeCount: truth.includes('like') || truth.includes('second like') ? 1 : 0,
          commentCount: truth.includes('comment') || truth.includes('edited comment') ? 1 : 0,
        })
        const texts = (await db.comments.toArray()).map(comment => comment.text)
        expect(texts).toEqual(truth.includes('edited comment') ? ['very well said'] : truth.includes('comment') ? ['well said'] : [])
        await db.delete()
      },
    ),
    { ...RUNS, examples: [['prosody', ['second like'], [['like']]]] },
  )
}, 60_000)

test('a comment of mine that I change here and elsewhere, while answers get lost, is one row and in the end what the service holds', async () => {
  const garden = { service, node: 'garden' }
  const comments = `${COMMENTS_PREFIX}p`
  const key = postKeyOf({ ...garden, itemId: 'p' })
  const step = fc.constantFrom('edit', 'edit in between', 'back', 'deliver', 'lose', 'echo', 'replay', 'reading', 'elsewhere', 'again')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('prosody' as const, 'ejabberd' as const),
      fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 8 }),
      async (dialect, bursts) => {
        let isLossy = false
        const wire = { isBusy: false }
        const { db, pubsub, context } = bench(dialect, async () => {
          // On its way: long enough for a change to be written meanwhile.
          wire.isBusy = true
          for (let turn = 0; turn < 9; turn += 1) await db.settings.count()
          wire.isBusy = false
          if (isLossy) throw new KithError('timeout', 'the answer got lost')
        })
        let clock = DAY + 3_600_000
        Object.assign(context, { now: () => (clock += 120_000) })
        const drain = createDrain(context, DELIVERERS)
        await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, garden, 1, {}))
        pubsub.put('garden', 'p', linkedTo(comments)(entryElement({ title: 'mine', at: DAY })), me)
        await Promise.all(pubsub.news.map(news => context.session.deliver(newsMessage(service, news))))
        pubsub.node(comments)
        const commentKey = await publishComment(db, { me, postKey: key, text: 'first', now: context.now() })
        if (!commentKey) throw new Error('the post takes comments')
        const itemId = parsePostKey(commentKey)?.itemId ?? ''
        const run = async (lossy: boolean): Promise<void> => {
          isLossy = lossy
          await drain.run()
          isLossy = false
        }
        const held = () => pubsub.node(comments).items.find(item => item.id === itemId)
        const ofComment = () => pubsub.news.filter(news => news.node === comments)
        const act: Record<string, (turn: number) => Promise<unknown>> = {
          edit: turn => editComment(db, { commentKey, text: `edit ${turn}`, now: context.now() }),
          'edit in between': async turn => {
            for (let moment = 0; moment < 20 && !wire.isBusy; moment += 1) await db.settings.count()
            await editComment(db, { commentKey, text: `in between ${turn}`, now: context.now() })
          },
          back: () => editComment(db, { commentKey, text: 'first', now: context.now() }),
          deliver: () => run(false),
          lose: () => run(true),
          echo: () =>
            Promise.all(
              ofComment()
                .slice(-1)
                .map(news => context.session.deliver(newsMessage(service, news))),
            ),
          replay: () =>
            Promise.all(
              ofComment()
                .slice(0, 1)
                .map(news => context.session.deliver(newsMessage(service, news))),
            ),
          reading: () => feedAnswers['open-comments'](context, { postKey: key }),
          elsewhere: async turn => held() && pubsub.put(comments, itemId, entryElement({ title: `elsewhere ${turn}`, at: clock }), me),
          again: async () => {
            const item = held()
            const title = item?.payload.getChildText('title')
            if (title) pubsub.put(comments, itemId, entryElement({ title, at: clock }), me)
          },
        }
        for (const [turn, burst] of bursts.entries()) {
          await Promise.all(burst.map(async each => act[each]?.(turn)))
          expect(await db.comments.count()).toBe(1)
          const { commentCount, likeCount } = (await db.posts.get(key))!
          expect({ commentCount, likeCount }).toEqual(await recountPost(db, key))
        }
        while ((await db.outbox.count()) > 0) await run(false)
        await feedAnswers['open-comments'](context, { postKey: key })
        const text = held()?.payload.getChildText('title')
        expect(await db.comments.toArray()).toMatchObject([{ text, state: 'published', failure: null, before: null, authorVerified: true }])
        const [first] = ofComment().flatMap(news => ('item' in news ? news.item.getChildElements()[0]?.getChildText('title') : []))
        if (text !== first) expect((await db.comments.toArray())[0]?.edited).toBe(true)
        expect(pubsub.node(comments).items).toHaveLength(1)
        await drain.stop()
        await db.delete()
      },
    ),
    RUNS,
  )
}, 60_000)
