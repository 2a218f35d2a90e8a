/** What concerns me comes live, twice, again, out of order and with a reading, and is taken back: the notifications are the same rows. */
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { entryElement, FakePubsub, newsMessage, type PubsubNews } from '../../tests/support/fake-pubsub.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { post } from '../../tests/support/posts.ts'
import { publishComment } from '#commands/publish-comment.ts'
import { seeNotifications } from '#commands/see-notifications.ts'
import { parsePostKey, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE, COMMENTS_PREFIX } from '#model/post.ts'
import { buildSeen, NOTIFICATIONS_SEEN, parseSeen, SEEN_ITEM } from '#protocol/kith-notifications-seen.ts'
import { type Element, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { seenUntil } from '#storage/notifications.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'
import { feedAnswers } from './answer/feed-answers.ts'
import { catchUpFollowers } from './catch-up/catch-up-followers.ts'
import { catchUpSeen } from './catch-up/catch-up-seen.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { readNode } from './read-node.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'

const jid = (text: string): BareJid => parseBareJid(text) as BareJid
const [me, you, service] = [jid('me@example.org'), jid('you@example.org'), jid('pubsub.example.org')]
const [MOMENT, RUNS] = [Date.UTC(2026, 0, 1), { seed: 20_261_126, numRuns: 40 }]
const comments = `${COMMENTS_PREFIX}theirs`
/** A post of theirs under which I said something, and one of mine in my blog. */
const theirs = post('theirs', { author: you, service, node: 'garden', comments: { service, node: comments } })
const mine = post('mine', { author: me, service: me, node: BLOG_NODE })

const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

async function bench(refuse: (payload: Element) => boolean = () => false, since = 0) {
  const db = accountDb(`kith:notices-${Math.random()}`)
  open.push(db)
  const pubsub = new FakePubsub('prosody', me)
  const session = fakeSession(me, request => {
    if (refuse(request.payload)) throw new KithError('unsupported', 'not here', { condition: 'feature-not-implemented' })
    return pubsub.answer(request)
  })
  const context = fakeContext(db, session)
  attachFeed(context)
  await db.settings.put({ key: 'notify-since', value: since })
  await db.posts.bulkPut([theirs, mine])
  await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, { service: you, node: BLOG_NODE }, 1, {}))
  const told = (change: () => void): PubsubNews => {
    change()
    return pubsub.news.at(-1)!
  }
  const rows = async () =>
    (await db.notifications.toArray()).map(({ kind, from, postKey, about, at }) => ({ kind, from, postKey, about, at }))
  return { db, pubsub, context, told, rows, drain: createDrain(context, DELIVERERS) }
}

const answering = (entry: Element, node: string, itemId: string, at: BareJid = service): Element => {
  const href = `xmpp:${at}?;node=${encodeURIComponent(node)};item=${encodeURIComponent(itemId)}`
  entry.append(xml('in-reply-to', { xmlns: 'http://purl.org/syndication/thread/1.0', ref: href, href }))
  return entry
}

const repeating = (entry: Element): Element => {
  const href = `xmpp:${me}?;node=${encodeURIComponent(BLOG_NODE)};item=mine`
  entry.append(xml('link', { rel: 'via', href }))
  return entry
}

const entry = (title: string, minute: number): Element => entryElement({ title, at: MOMENT + minute * 60_000 })

test('an answer and a mention below the post of somebody else', async () => {
  const steps = fc.constantFrom('my words', 'reply', 'no reply', 'mention', 'mention edited out', 'no mention', 'chatter', 'reading')
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(['reply', 'mention', 'mention edited out'] as const),
      fc.array(fc.array(steps, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      async (truth, bursts) => {
        const { db, pubsub, context, told, rows } = await bench()
        const put = (id: string, payload: () => Element, by: BareJid) => () => pubsub.put(comments, id, payload(), by)
        const changes = {
          'my words': put('m', () => entry('hello', 1), me),
          reply: put('r', () => answering(entry('hello too', 2), comments, 'm'), you),
          mention: put('n', () => entry(`ask ${me}`, 3), you),
          'mention edited out': put('n', () => entry('ask around', 3), you),
          chatter: put('c', () => entry('nobody in particular', 4), you),
        }
        const news = {
          ...(Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, told(change)])) as Record<
            keyof typeof changes,
            PubsubNews
          >),
          'no reply': told(() => pubsub.retract(comments, 'r')),
          'no mention': told(() => pubsub.retract(comments, 'n')),
        }
        pubsub.node(comments).items = []
        for (const name of ['chatter', ...truth, 'my words'] as const) changes[name]()
        const read = () => feedAnswers['open-comments'](context, { postKey: theirs.key })
        for (const burst of bursts) {
          await Promise.all(
            burst.map(async step => (step === 'reading' ? read() : context.session.deliver(newsMessage(service, news[step])))),
          )
        }
        context.session.renew()
        await read()
        const common = { from: you, postKey: theirs.key }
        const about = postKeyOf({ service, node: comments, itemId: 'm' })
        expect(await rows()).toEqual(
          [
            truth.includes('mention') && !truth.includes('mention edited out')
              ? [{ ...common, kind: 'mention', about: undefined, at: MOMENT + 180_000 }]
              : [],
            truth.includes('reply') ? [{ ...common, kind: 'reply', about, at: MOMENT + 120_000 }] : [],
          ].flat(),
        )
        await db.delete()
      },
    ),
    RUNS,
  )
}, 60_000)

test('a repost, an answer and a mention in the blog of somebody I follow', async () => {
  const steps = fc.constantFrom('repost', 'no repost', 'answer', 'mention', 'no mention', 'other', 'reading')
  await fc.assert(
    fc.asyncProperty(
      fc.subarray(['repost', 'answer', 'mention'] as const),
      fc.array(fc.array(steps, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
      async (truth, bursts) => {
        const { db, pubsub, context, told, rows } = await bench()
        const put = (id: string, payload: () => Element) => () => pubsub.put(BLOG_NODE, id, payload())
        const changes = {
          other: put('a', () => entry('weather', 0)),
          repost: put('r', () => repeating(entry('mine', 1))),
          answer: put('s', () => answering(entry('so it is', 2), BLOG_NODE, 'mine', me)),
          mention: put('t', () => entry(`thanks [@Me](xmpp:${me})`, 3)),
        }
        const news = {
          ...(Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, told(change)])) as Record<
            keyof typeof changes,
            PubsubNews
          >),
          'no repost': told(() => pubsub.retract(BLOG_NODE, 'r')),
          'no mention': told(() => pubsub.retract(BLOG_NODE, 't')),
        }
        pubsub.node(BLOG_NODE).items = []
        for (const name of ['other', ...truth] as const) changes[name]()
        const address = { service: you, node: BLOG_NODE }
        const read = () => readNode(context, address, 5, 'background')
        for (const burst of bursts) {
          await Promise.all(burst.map(async step => (step === 'reading' ? read() : context.session.deliver(newsMessage(you, news[step])))))
        }
        // What is gone is told, as the service does on connecting to nobody: the events of what is not there any more.
        for (const [name, id] of [
          ['repost', 'r'],
          ['answer', 's'],
          ['mention', 't'],
        ] as const)
          if (!truth.includes(name)) await context.session.deliver(newsMessage(you, { node: BLOG_NODE, retracted: id }))
        context.session.renew()
        await read()
        const key = (itemId: string) => postKeyOf({ ...address, itemId })
        const all = {
          answer: { kind: 'reply', from: you, postKey: key('s'), about: mine.key, at: MOMENT + 120_000 },
          mention: { kind: 'mention', from: you, postKey: key('t'), about: undefined, at: MOMENT + 180_000 },
          repost: { kind: 'repost', from: you, postKey: key('r'), about: mine.key, at: MOMENT + 60_000 },
        }
        const kinds = (await rows()).toSorted((one, other) => one.at - other.at)
        expect(kinds).toEqual((['repost', 'answer', 'mention'] as const).filter(name => truth.includes(name)).map(name => all[name]))
        await db.delete()
      },
    ),
    RUNS,
  )
}, 60_000)

test('nobody rings in the name of somebody else, nor with what is older than this account here', async () => {
  const { pubsub, context, told, db } = await bench(() => false, MOMENT + 10 * 60_000)
  const claim = entry(`hello ${me}`, 20)
  claim.append(xml('author', {}, xml('name', {}, 'You'), xml('uri', {}, `xmpp:${you}`)))
  await context.session.deliver(
    newsMessage(
      service,
      told(() => pubsub.put(comments, 'claimed', claim)),
    ),
  )
  await context.session.deliver(
    newsMessage(
      you,
      told(() => pubsub.put(BLOG_NODE, 'old', entry(`old ${me}`, 1))),
    ),
  )
  expect(await db.comments.count()).toBe(1)
  expect(await db.notifications.toArray()).toMatchObject([{ kind: 'mention', claimed: true, seen: 1 }])
  // The same item, and now the service says who published it.
  await context.session.deliver(
    newsMessage(
      service,
      told(() => pubsub.put(comments, 'claimed', claim, you)),
    ),
  )
  const [row] = await db.notifications.toArray()
  expect(row).toMatchObject({ kind: 'mention', seen: 0 })
  expect(row).not.toHaveProperty('claimed')
})

test('what was seen is told to my other devices, which take the later moment, and nobody else is believed', async () => {
  const { db, pubsub, context, drain } = await bench()
  await db.notifications.bulkPut(
    [10_000, 20_000, 30_000].map(at => ({
      key: `like:${at}`,
      kind: 'like' as const,
      from: you,
      postKey: mine.key,
      text: '',
      at,
      seen: 0 as const,
    })),
  )
  const unseen = async () => (await db.notifications.toArray()).filter(row => row.seen === 0).map(row => row.at)
  pubsub.node(NOTIFICATIONS_SEEN).options['access_model'] = 'whitelist'
  await seeNotifications(db, { until: 10_000, now: 1 })
  await drain.run()
  expect(parseSeen(pubsub.node(NOTIFICATIONS_SEEN).items[0]?.payload)).toBe(11_000)
  const elsewhere = (until: number): PubsubNews => {
    pubsub.put(NOTIFICATIONS_SEEN, SEEN_ITEM, buildSeen(until))
    return pubsub.news.at(-1)!
  }
  await context.session.deliver(newsMessage(you, elsewhere(90_000)))
  expect(await unseen()).toEqual([20_000, 30_000])
  await context.session.deliver(newsMessage(me, elsewhere(20_000)))
  await context.session.deliver(newsMessage(me, elsewhere(500)))
  expect(await unseen()).toEqual([30_000])
  expect(await seenUntil(db)).toBe(20_000)
  elsewhere(30_000)
  await catchUpSeen(context)
  expect(await unseen()).toEqual([])
  // The moment of a device whose clock is wrong swallows nothing that is still to come.
  await context.session.deliver(newsMessage(me, elsewhere(Date.now() + 86_400_000)))
  expect(await seenUntil(db)).toBeLessThan(Date.now() + 600_000)
  await drain.stop()
})

test('one that came late is seen by all devices too, though it is older than what was seen', async () => {
  const { db, pubsub, drain } = await bench()
  pubsub.node(NOTIFICATIONS_SEEN).options['access_model'] = 'whitelist'
  const row = { kind: 'like' as const, from: you, postKey: mine.key, text: '', seen: 0 as const }
  await db.notifications.put({ ...row, key: 'like:new', at: 20_000 })
  await seeNotifications(db, { until: 20_000, now: 1 })
  await db.notifications.put({ ...row, key: 'like:late', at: 10_000 })
  await seeNotifications(db, { until: 20_000, now: 2 })
  expect(await db.outbox.count()).toBe(1)
  await drain.run()
  expect(parseSeen(pubsub.node(NOTIFICATIONS_SEEN).items[0]?.payload)).toBe(21_001)
  await seeNotifications(db, { until: 20_000, now: 3 })
  expect(await db.outbox.count()).toBe(0)
  await drain.stop()
})

test('where the server keeps nothing private, what was seen stays here and nothing waits for ever', async () => {
  const { db, pubsub, drain, context } = await bench(payload => payload.toString().includes('pubsub#owner'))
  await db.notifications.put({ key: 'like:x', kind: 'like', from: you, postKey: mine.key, text: '', at: 1_000, seen: 0 })
  await seeNotifications(db, { until: 1_000, now: 1 })
  await drain.run()
  expect(await db.outbox.count()).toBe(0)
  expect(pubsub.nodes.get(NOTIFICATIONS_SEEN)?.items ?? []).toEqual([])
  expect(context.notes).toContain('seen notifications stay on this device')
  await drain.stop()
})

test('who has subscribed to my blog since the last look is told of, and no more once they are gone', async () => {
  const db = accountDb(`kith:notices-${Math.random()}`)
  open.push(db)
  let list: string[] | null = []
  const context = fakeContext(
    db,
    fakeSession(me, () => {
      if (!list) throw new KithError('unsupported', 'not told', { condition: 'feature-not-implemented' })
      const subscriptions = list.map(address => xml('subscription', { jid: address, subscription: 'subscribed' }))
      const owner = 'http://jabber.org/protocol/pubsub#owner'
      return xml('pubsub', { xmlns: owner }, xml('subscriptions', { node: BLOG_NODE }, subscriptions))
    }),
  )
  const look = async (...now: string[]): Promise<BareJid[]> => {
    list = now
    await catchUpFollowers(context)
    return (await db.notifications.toArray()).map(row => row.from)
  }
  expect(await look('old@example.org')).toEqual([])
  // My own subscription, and a contact's client that is only sent what is new while it is there.
  expect(await look('old@example.org', me, 'friend@example.org/phone', you)).toEqual([you])
  list = null
  await catchUpFollowers(context)
  expect(await db.notifications.count()).toBe(1)
  expect(await look('old@example.org')).toEqual([])
})

test('a post that goes takes what was told of it along', async () => {
  const { db, pubsub, context, told } = await bench()
  const key = await publishComment(db, { me, postKey: theirs.key, text: 'hello', now: MOMENT })
  const itemId = key && parsePostKey(key)?.itemId
  const reply = answering(entry('hello too', 2), comments, itemId ?? '')
  await context.session.deliver(
    newsMessage(
      service,
      told(() => pubsub.put(comments, 'r', reply, you)),
    ),
  )
  expect((await db.notifications.toArray()).map(row => row.kind)).toEqual(['reply'])
  await context.session.deliver(newsMessage(service, { node: 'garden', retracted: 'theirs' }))
  expect(await db.notifications.count()).toBe(1)
  await db.transaction('rw', db.nodes, db.posts, () => setFollowed(db, { service, node: 'garden' }, 1, {}))
  await context.session.deliver(newsMessage(service, { node: 'garden', retracted: 'theirs' }))
  expect(await db.notifications.count()).toBe(0)
})

test('a device whose clock is five minutes fast tells of what is said now, and not of what was said before it listened', async () => {
  const { db, pubsub, context, told } = await bench(undefined, Date.now())
  Object.assign(context.session, { clockOffset: -300_000 })
  const at = (ms: number): Element => repeating(entryElement({ title: 'again', at: Date.now() + ms }))
  for (const [itemId, ms] of [
    ['before', -310_000],
    ['now', -290_000],
  ] as const)
    await context.session.deliver(
      newsMessage(
        you,
        told(() => pubsub.put(BLOG_NODE, itemId, at(ms), you)),
      ),
    )
  expect((await db.notifications.toArray()).map(row => row.postKey)).toEqual([postKeyOf({ service: you, node: BLOG_NODE, itemId: 'now' })])
})

test('an answer that came between my word and the subscription to what is said there is told of in the same session', async () => {
  let answer = (): void => undefined
  const { db, pubsub, drain } = await bench(payload => {
    if (payload.getChild('subscribe')?.attrs['node'] === comments) answer()
    return false
  })
  const key = await publishComment(db, { me, postKey: theirs.key, text: 'hello', now: MOMENT })
  const itemId = (key && parsePostKey(key)?.itemId) ?? ''
  // Nobody is subscribed yet, so no event tells of it.
  answer = () => pubsub.put(comments, 'r', answering(entry('hello too', 2), comments, itemId), you)
  await drain.run()
  await expect.poll(async () => (await db.notifications.toArray()).map(row => row.kind)).toEqual(['reply'])
  await drain.stop()
})
