import { expect, test } from 'vitest'
import { parseBareJid } from '#shared/jid.ts'
import { mergeSeen, messageFrom, type SeenMessage } from './merge-message.ts'

const jid = (text: string) => parseBareJid(text) ?? expect.fail()
const [me, ada] = [jid('me@example.org'), jid('ada@example.org')]
const sight = (stampAt: number, more: Partial<SeenMessage> = {}): SeenMessage => ({
  conversation: ada,
  direction: 'in',
  from: ada,
  body: 'x',
  stampAt,
  sentAt: 1,
  originId: 'a',
  stanzaId: null,
  archive: me,
  archiveId: 'z',
  wantsReceipt: false,
  markable: false,
  ...more,
})

test('when a message came and when it was stored are two things, and each is known from its first sight', () => {
  const live = messageFrom(sight(10), 'key', 10)
  expect([live.receivedAt, live.archivedAt]).toEqual([10, undefined])
  const both = mergeSeen(mergeSeen(live, sight(12, { fromArchive: true })), sight(99))
  expect([both.receivedAt, both.archivedAt]).toEqual([10, 12])
  const found = messageFrom(sight(12, { fromArchive: true }), 'key', 12)
  expect([found.receivedAt, found.archivedAt]).toEqual([undefined, 12])
  const mine = messageFrom(sight(10, { direction: 'out', from: me }), 'key', 10)
  expect(mine).not.toHaveProperty('receivedAt')
})
