import { randomId } from '#shared/ids.ts'
import { type Message, stanzaIdOf } from '#model/message.ts'
import { buildSignal } from '#protocol/rfc6121-message.ts'
import { buildReceipt } from '#protocol/xep0184-receipts.ts'
import { buildHint } from '#protocol/xep0334-hints.ts'
import { maySeeMe } from '#storage/contacts.ts'
import type { EngineContext } from '../context.ts'

type Arrived = Pick<Message, 'conversation'> & Parameters<typeof stanzaIdOf>[0]

/** Tells that a message has arrived, to those who may know that we are here (XEP-0184 §8). A lost one is not worth a second try. */
export async function sendReceipt({ db, session, note }: EngineContext, { conversation, ...names }: Arrived): Promise<void> {
  const id = stanzaIdOf(names)
  if (id === null || !(await maySeeMe(db, conversation))) return
  const receipt = buildSignal(conversation, randomId(), buildReceipt(id), buildHint('store'))
  // Not awaited: the stanza it answers must not stay unacknowledged until the receipt is.
  session.send(receipt).catch(() => note('receipt lost'))
}
