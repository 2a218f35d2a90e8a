import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { markRead } from '#commands/mark-read.ts'
import type { NodeEngine } from '#engine/node.ts'
import { DISPLAYED_NODE } from '#protocol/xep0490-displayed-sync.ts'
import type { BareJid } from '#shared/jid.ts'
import { unreadTotal } from '#storage/put-conversation.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'

/** Up to which words a conversation was read on a device, and how many are unread there. */
async function read({ db }: NodeEngine, conversation: BareJid): Promise<string> {
  const stored = await db.conversations.get(conversation)
  const upTo = await db.messages
    .where('[conversation+order]')
    .between([conversation, -Infinity], [conversation, stored?.readOrder ?? -Infinity], true, true)
    .last()
  return `${upTo?.body}, ${stored?.unread} unread`
}

const agree = (devices: readonly NodeEngine[], conversation: BareJid, wanted: string): Promise<void> =>
  waitFor(async () => (await Promise.all(devices.map(device => read(device, conversation)))).every(one => one === wanted), {
    what: `all devices at "${wanted}"`,
    timeoutMs: 20_000,
  })

async function have(devices: readonly NodeEngine[], body: string): Promise<void> {
  await waitFor(
    async () => (await Promise.all(devices.map(({ db }) => db.messages.filter(row => row.body === body).count()))).every(Boolean),
    {
      what: `"${body}" everywhere`,
    },
  )
}

async function look(device: NodeEngine, conversation: BareJid): Promise<void> {
  await markRead(device.db, { conversation, now: Date.now() })
  device.nudge()
}

const isSettled = ({ db }: NodeEngine): Promise<void> => waitFor(async () => (await db.outbox.count()) === 0, { what: 'an empty outbox' })

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('up to where I read, on %s', (kind, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server?.stop())
  const { device, witness, register, stopped } = useEngines(() => server)

  test('three devices, one of them away for a day, agree on what is unread, with somebody who may not see me', async () => {
    await register('anna', 'ben', 'chloe')
    const [ben, chloe] = [jid(`ben@${server.domain}`), jid(`chloe@${server.domain}`)]
    const name = `anna-tablet-${kind}`
    const [desk, phone, tablet] = [await device('anna'), await device('anna'), await device('anna', { name })]
    const [first, second] = [await witness('ben'), await witness('chloe')]
    const say = (by: typeof first, body: string): void =>
      by.send(
        `<message to='anna@${server.domain}' type='chat' id='${body}'><body>${body}</body><markable xmlns='urn:xmpp:chat-markers:0'/></message>`,
      )
    // Known to her, so that what they write counts; they may not see her all the same.
    const own = await witness('anna')
    for (const whom of [ben, chloe]) await own.iq('set', null, `<query xmlns='jabber:iq:roster'><item jid='${whom}'/></query>`)
    say(first, 'b1')
    say(second, 'c1')
    for (const body of ['b1', 'c1']) await have([desk, phone, tablet], body)
    await look(desk, ben)
    await agree([desk, phone, tablet], ben, 'b1, 0 unread')
    await agree([desk, phone, tablet], chloe, 'undefined, 1 unread')
    await stopped(tablet)

    // A day passes: more than a page of it, read to different places on two devices.
    for (let index = 0; index < 130; index += 1) say(first, `long ${index}`)
    await have([desk, phone], 'long 129')
    await look(phone, ben)
    await agree([desk, phone], ben, 'long 129, 0 unread')
    await look(desk, chloe)
    await agree([desk, phone], chloe, 'c1, 0 unread')
    for (const body of ['b2', 'b3']) say(first, body)
    say(second, 'c2')
    for (const body of ['b3', 'c2']) await have([desk, phone], body)
    await Promise.all([isSettled(desk), isSettled(phone)])

    const back = await device('anna', { name, password: null })
    await agree([desk, phone, back], ben, 'long 129, 2 unread')
    await agree([desk, phone, back], chloe, 'c1, 1 unread')
    expect(await Promise.all([desk, phone, back].map(({ db }) => unreadTotal(db)))).toEqual([3, 3, 3])
    // The one that was away reads on, and neither of the two who wrote is told anything.
    await look(back, ben)
    await agree([desk, phone, back], ben, 'b3, 0 unread')
    await isSettled(back)
    expect([...first.received, ...second.received].filter(stanza => stanza.getChild('displayed'))).toEqual([])
  }, 60_000)

  test('is written once for what is read in a row, as XEP-0490 has it, and nobody else can read it', async () => {
    await register('dora', 'emil')
    const [own, contact] = [await witness('dora'), await witness('emil')]
    await befriend(own, contact)
    const desk = await device('dora')
    const emil = jid(`emil@${server.domain}`)
    for (const body of ['e1', 'e2']) {
      contact.send(`<message to='dora@${server.domain}' type='chat' id='${body}'><body>${body}</body></message>`)
      await have([desk], body)
      await look(desk, emil)
    }
    await isSettled(desk)
    const items = `<pubsub xmlns='${PUBSUB}'><items node='${DISPLAYED_NODE}'/></pubsub>`
    const answer = String(await own.iq('get', `dora@${server.domain}`, items))
    const [newest] = await desk.db.messages.filter(({ body }) => body === 'e2').toArray()
    expect(answer).toContain(`id="${newest?.archiveId}"`)
    expect(answer.match(/<item /g)).toHaveLength(1)
    expect(answer).toContain(`by="dora@${server.domain}"`)
    expect((await contact.iq('get', `dora@${server.domain}`, items)).attrs['type']).toBe('error')
  })
})
