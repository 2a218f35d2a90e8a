/** What a message says besides its text comes, goes and is sent again with its words. */
import { afterEach, expect, test } from 'vitest'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { jid } from '../../tests/support/engines.ts'
import { correctMessage } from '#commands/correct-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import { KithError } from '#shared/errors.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachChat } from './receive/on-message.ts'

const [me, you] = [jid('me@example.org'), jid('you@example.org')]
const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

function bench() {
  const db = accountDb(`kith:content-${Math.random()}`)
  open.push(db)
  const refuse = () => {
    throw new KithError('not-found', 'nothing else here')
  }
  const context = fakeContext(db, fakeSession(me, refuse))
  attachChat(context)
  const drain = createDrain(context, DELIVERERS)
  const live = (id: string, content: string): Promise<void> =>
    context.session.deliver(`<message xmlns='jabber:client' from='${you}/x' to='${me}' type='chat' id='${id}'>${content}</message>`)
  const sent = (): string[] => context.session.sent.map(String)
  const rows = () => db.messages.orderBy('order').toArray()
  return { db, drain, live, sent, rows }
}

const replaces = (id: string): string => `<replace xmlns='urn:xmpp:message-correct:0' id='${id}'/>`

test('the card of a page goes and comes with the words that name it', async () => {
  const world = bench()
  const card = (title: string): string =>
    `<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' rdf:about='https://example.org/'><title xmlns='https://ogp.me/ns#'>${title}</title></rdf:Description>`
  await world.live('m', `<body>no page</body>${card('never')}`)
  expect((await world.rows())[0]).not.toHaveProperty('links')
  await world.live('c1', `<body>https://example.org/</body>${card('Now')}${replaces('m')}`)
  expect(await world.rows()).toMatchObject([{ links: [{ title: 'Now' }] }])
  await world.live('c2', `<body>nowhere</body>${replaces('m')}`)
  expect((await world.rows())[0]).not.toHaveProperty('links')
  const links = [{ url: 'https://example.org/', title: 'Mine', description: '' }]
  const key = await sendMessage(world.db, { me, conversation: you, body: 'see https://example.org/', links, now: 5 })
  await world.drain.run()
  expect(world.sent().at(-1)).toContain('rdf:about="https://example.org/"')
  await correctMessage(world.db, { me, messageKey: key, body: 'look at https://example.org/', now: 6 })
  await world.drain.run()
  expect(world.sent().at(-1)).toContain('<og:title>Mine</og:title>')
  await correctMessage(world.db, { me, messageKey: key, body: 'look', now: 7 })
  await world.drain.run()
  expect(world.sent().at(-1)).not.toContain('og:title')
  expect((await world.rows()).at(-1)).toMatchObject({ body: 'look' })
  expect((await world.rows()).at(-1)).not.toHaveProperty('links')
})

test('other words are a spoiler or are none, whatever the first were', async () => {
  const world = bench()
  const hint = "<spoiler xmlns='urn:xmpp:spoiler:0'>The end</spoiler>"
  await world.live('m', `<body>they die</body>${hint}`)
  expect(await world.rows()).toMatchObject([{ body: 'they die', spoiler: 'The end' }])
  expect(await world.db.conversations.get(you)).toMatchObject({ preview: '', previewSpoiler: 'The end' })
  await world.live('c1', `<body>nothing</body>${replaces('m')}`)
  expect((await world.rows())[0]).not.toHaveProperty('spoiler')
  expect(await world.db.conversations.get(you)).toMatchObject({ preview: 'nothing' })
  const key = await sendMessage(world.db, { me, conversation: you, body: 'they live', spoiler: '', now: 5 })
  await world.drain.run()
  await correctMessage(world.db, { me, messageKey: key, body: 'they all live', now: 6 })
  await world.drain.run()
  for (const stanza of world.sent()) expect(stanza).toContain('<spoiler xmlns="urn:xmpp:spoiler:0">')
})

test('a name is where it stands behind a quotation, and goes when other words do not say it', async () => {
  const world = bench()
  const reference = (begin: number, end: number): string =>
    `<reference xmlns='urn:xmpp:reference:0' type='mention' begin='${begin}' end='${end}' uri='xmpp:ada@example.org'/>`
  const quoted = `<reply xmlns='urn:xmpp:reply:0' id='x' to='${me}'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='6'/></fallback>`
  await world.live('m', `<body>&gt; who\nask @Ada</body>${quoted}${reference(10, 14)}`)
  const mentions = [{ text: '@Ada', jid: 'ada@example.org' }]
  expect(await world.rows()).toMatchObject([{ body: 'ask @Ada', mentions }])
  await world.live('n', `<body>&gt; @Ada\nno</body>${quoted.replace("end='6'", "end='7'")}${reference(2, 6)}`)
  expect((await world.rows())[1]).not.toHaveProperty('mentions')
  const ada = jid('ada@example.org')
  const reply = { id: 'm', to: you, quote: 'who?' }
  const key = await sendMessage(world.db, { me, conversation: you, body: '@Ada', reply, mentions: [{ text: '@Ada', jid: ada }], now: 5 })
  await world.drain.run()
  expect(world.sent()[0]).toContain('type="mention" begin="7" end="11" uri="xmpp:ada@example.org"')
  await correctMessage(world.db, { me, messageKey: key, body: 'nobody', now: 6 })
  await world.drain.run()
  expect(world.sent()[1]).not.toContain('mention')
})
