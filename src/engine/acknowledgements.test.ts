/** Receipts and markers that came while nobody was here lie in the archive, and say there what they would have said live. */
import { afterEach, expect, test } from 'vitest'
import { archiveResult } from '../../tests/faults/honest-server.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { jid } from '../../tests/support/engines.ts'
import { sendMessage } from '#commands/send-message.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { attr, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { chatAnswers } from './answer/chat-answers.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain } from './deliver/drain.ts'
import { attachChat } from './receive/on-message.ts'

const [me, you] = [jid('me@example.org'), jid('you@example.org')]
const open: AccountDb[] = []
afterEach(async () => {
  for (const db of open.splice(0)) await db.delete()
})

const said = (from: string, id: string, content = `<body>${id}</body>`): string =>
  `<message xmlns='jabber:client' from='${from}/x' to='${from === me ? you : me}' type='chat' id='${id}'>${content}</message>`
const received = (id: string): string => `<received xmlns='urn:xmpp:receipts' id='${id}'/>`
const displayed = (id: string): string => `<displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/>`

/** An account whose archive gives a page to each who asks. */
function bench() {
  const db = accountDb(`kith:acknowledgements-${Math.random()}`)
  open.push(db)
  const pages: string[][] = []
  let count = 0
  const session = fakeSession(
    me,
    async ({ payload }) => {
      if (!payload.is('query', NS_MAM)) throw new KithError('not-found', 'nothing else here')
      const stamp = '2026-01-01T00:00:00Z'
      for (const message of pages.shift() ?? []) {
        count += 1
        await session.deliver(archiveResult(attr(payload, 'queryid') ?? '', { id: `archive-${count}`, stamp, message }))
      }
      return xml('fin', { xmlns: NS_MAM, complete: String(pages.length === 0) })
    },
    { account: new Set([NS_MAM]) },
  )
  const context = fakeContext(db, session)
  attachChat(context)
  const catchUp = async (...page: string[]): Promise<void> => {
    pages.unshift(page, [])
    const held = holdArchiveCursor(context)
    await catchUpArchive(context, new AbortController().signal, { held, there: Promise.resolve(), onNewest: () => undefined })
  }
  const older = async (...page: string[]): Promise<void> => {
    pages.unshift(page)
    await chatAnswers['older-messages'](context, { conversation: you })
  }
  const states = async (): Promise<Record<string, string>> =>
    Object.fromEntries((await db.messages.orderBy('order').toArray()).map(({ body, state }) => [body, state]))
  return { db, context, catchUp, older, states, drain: createDrain(context, DELIVERERS) }
}

test('what I wrote before I went was delivered and read meanwhile', async () => {
  const { db, drain, catchUp, states } = bench()
  const keys: string[] = []
  for (const body of ['one', 'two', 'three', 'four']) keys.push(await sendMessage(db, { me, conversation: you, body, now: Date.now() }))
  await drain.run()
  const [, two = '', three = ''] = keys
  expect(await states()).toEqual({ one: 'sent', two: 'sent', three: 'sent', four: 'sent' })
  await catchUp(said(you, 'r', received(three)), said(you, 'd', displayed(two)), said('other@example.org', 'lie', displayed(keys[3] ?? '')))
  expect(await states()).toEqual({ one: 'read', two: 'read', three: 'delivered', four: 'sent' })
  expect(await db.conversations.get(you)).toMatchObject({ preview: 'four', previewState: 'sent' })
  await catchUp(said(you, 'r', received(keys[3] ?? '')))
  expect(await db.conversations.get(you)).toMatchObject({ previewState: 'delivered' })
})

test('a device that is new learns it with the messages, also of those that it fetches later', async () => {
  const { catchUp, older, states } = bench()
  await catchUp(said(me, 'three'), said(you, 'd', displayed('three')), said(me, 'four'), said(you, 'r', received('four')), said(me, 'five'))
  expect(await states()).toEqual({ three: 'read', four: 'delivered', five: 'sent' })
  await older(said(me, 'one'), said(you, 'answer'), said(me, 'two'))
  expect(await states()).toEqual({ one: 'read', answer: 'received', two: 'read', three: 'read', four: 'delivered', five: 'sent' })
})

test('what another device of mine showed while this one was away is read here', async () => {
  const { db, catchUp } = bench()
  await catchUp(said(you, 'before'))
  await catchUp(said(you, 'one'), said(you, 'two'), said(me, 'd', displayed('one')), said(you, 'three'))
  expect((await db.conversations.get(you))?.unread).toBe(2)
})

test('what comes by itself is acknowledged once, also when the archive told of it a moment before, and so are other words for it', async () => {
  const { db, context, catchUp } = bench()
  await db.contacts.put({ jid: you, name: '', subscription: 'both', groups: [], ask: false })
  const wish = "<request xmlns='urn:xmpp:receipts'/>"
  const message = said(you, 'one', `<body>one</body>${wish}`)
  await catchUp(message)
  const receipts = (): unknown[] => context.session.sent.flatMap(stanza => stanza.getChild('received')?.attrs['id'] ?? [])
  // XEP-0184 §5.5: what is only looked up is not.
  expect(receipts()).toEqual([])
  for (let times = 0; times < 2; times += 1) await context.session.deliver(message)
  await context.session.deliver(said(you, 'two', `<body>One</body>${wish}<replace xmlns='urn:xmpp:message-correct:0' id='one'/>`))
  await context.session.deliver(said(you, 'three', `<body>three</body>`))
  expect(receipts()).toEqual(['one', 'two'])
})
