/** Most give a message one id, some two (XEP-0359): which of them is meant, each specification says for itself. */
import { afterEach, expect, test, vi } from 'vitest'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { jid } from '../../tests/support/engines.ts'
import { correctMessage } from '#commands/correct-message.ts'
import { markRead } from '#commands/mark-read.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { NS_CORRECT } from '#protocol/xep0308-correct.ts'
import { NS_MARKERS } from '#protocol/xep0333-markers.ts'
import { NS_REACTIONS } from '#protocol/xep0444-reactions.ts'
import { NS_RETRACT } from '#protocol/xep0424-retract.ts'
import { NS_RECEIPTS } from '#protocol/xep0184-receipts.ts'
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

test('a message of two ids is acknowledged, changed and taken back by that of its stanza, felt about by its own, and found by both', async () => {
  const db = accountDb(`kith:names-${Math.random()}`)
  open.push(db)
  const refuse = () => {
    throw new KithError('not-found', 'nothing else here')
  }
  const context = fakeContext(db, fakeSession(me, refuse))
  attachChat(context)
  const drain = createDrain(context, DELIVERERS)
  await db.contacts.put({ jid: you, name: '', subscription: 'both', groups: [], ask: false })
  const named = (name: string, from: string, to: string): string =>
    `<message xmlns='jabber:client' from='${from}/x' to='${to}' type='chat' id='${name}-stanza'><body>${name}</body><origin-id xmlns='urn:xmpp:sid:0' id='${name}-own'/>` +
    `<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/></message>`
  const copied = `<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>${named('mine', me, you)}</forwarded></sent>`
  await context.session.deliver(`<message xmlns='jabber:client' from='${me}' to='${me}/here'>${copied}</message>`)
  await context.session.deliver(named('yours', you, me))
  const rows = await db.messages.toArray()
  const keyOf = (body: string): string => rows.find(row => row.body === body)?.key ?? expect.fail()
  const told = (name: string, namespace: string): unknown =>
    context.session.sent.flatMap(stanza => stanza.getChild(name, namespace)?.attrs['id'] ?? [])

  await markRead(db, { conversation: you, now: 1 })
  await drain.run()
  await reactToMessage(db, { me, messageKey: keyOf('yours'), emoji: '👍', now: 2 })
  await correctMessage(db, { me, messageKey: keyOf('mine'), body: 'changed', now: 3 })
  await drain.run()
  await retractMessage(db, { me, messageKey: keyOf('mine'), now: 4, undoMs: 0 })
  await drain.run()
  await vi.waitFor(() => expect(told('retract', NS_RETRACT)).toEqual(['mine-stanza']))
  expect(told('replace', NS_CORRECT)).toEqual(['mine-stanza'])
  expect(told('received', NS_RECEIPTS)).toEqual(['yours-stanza'])
  expect(told('displayed', NS_MARKERS)).toEqual(['yours-stanza'])
  expect(told('reactions', NS_REACTIONS)).toEqual(['yours-own'])
  // Others may name it by either.
  const answer = (id: string): string =>
    `<message xmlns='jabber:client' from='${you}/x' to='${me}' type='chat'><displayed xmlns='urn:xmpp:chat-markers:0' id='${id}'/></message>`
  await context.session.deliver(answer('mine-own'))
  expect(await db.messages.get(keyOf('mine'))).toMatchObject({ state: 'read', retracted: true, body: '' })
})
