import { randomId } from '#shared/ids.ts'
import { stanzaIdOf } from '#model/message.ts'
import type { Deliver } from './drain.ts'
import { buildSignal } from '#protocol/rfc6121-message.ts'
import { buildDisplayed } from '#protocol/xep0333-markers.ts'
import { buildHint } from '#protocol/xep0334-hints.ts'
import { maySeeMe } from '#storage/contacts.ts'

/** Tells how far somebody's messages were read, to those who may know that we are here, about the newest that asked for it. */
export const markRead: Deliver = async ({ db, session }, row) => {
  if (row.intent.kind !== 'mark-read') return
  const { conversation, order } = row.intent
  if (!(await maySeeMe(db, conversation))) return
  const newest = await db.messages
    .where('[conversation+order]')
    .between([conversation, -Infinity], [conversation, order], true, true)
    .reverse()
    .filter(message => message.direction === 'in' && message.markable && message.originId !== null)
    .first()
  const id = newest && stanzaIdOf(newest)
  if (id) await session.send(buildSignal(conversation, randomId(), buildDisplayed(id), buildHint('store')))
}
