import { parsePostKey } from '#model/keys.ts'
import type { Message } from '#model/message.ts'
import type { Deliver } from './drain.ts'
import { buildChatMessage } from '#protocol/rfc6121-message.ts'
import { laterState, mergeSeen } from '#model/merge-message.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { fetchArchivePage } from '../archive-query.ts'
import { placeFound, placeLast } from './place-sent.ts'
import type { EngineContext } from '../context.ts'
import { buildPostReference } from '#protocol/xep0372-references.ts'
import type { Element } from '#protocol/xml.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import type { PlacedResult } from '../store-archive-page.ts'

/** The archive is searched from so much before the message was written: clocks differ. */
const SKEW_MS = 600_000

/**
 * Sends a message. When it has been on the wire before and nobody knows what became of it (the tab died, a session could not be
 * resumed), the archive is asked first, and only what is not there is sent again, under the same id.
 */
export const sendMessage: Deliver = async (context, row) => {
  if (row.intent.kind !== 'send-message') return undefined
  const message = await context.db.messages.get(row.intent.messageKey)
  if (!message || isAtServer(message)) return undefined
  if (row.attempts > 0 && !message.bounced) {
    const found = await findInArchive(context, message)
    if (found?.seen) {
      const { seen } = found
      await context.inbox.commit(async db => {
        const stored = await db.messages.get(message.key)
        if (!stored) return
        const merged = mergeSeen(await placeFound(db, stored, seen.stampAt), seen)
        await db.messages.put(merged)
        await noteMessageState(db, merged)
      })
      return undefined
    }
  }
  await placeLast(context, message)
  const { conversation: to, originId, key, body } = message
  const acknowledged = context.session.send(buildChatMessage({ to, id: originId ?? key, body }, ...referenceOf(message)))
  return { settled: acknowledged.then(() => noteSent(context, message)) }
}

function referenceOf({ post }: Message): Element[] {
  const address = post === undefined ? undefined : parsePostKey(post)
  return address ? buildPostReference({ service: address.service, node: address.node, item: address.itemId }) : []
}

async function noteSent({ inbox }: EngineContext, message: Message): Promise<void> {
  await inbox.commit(async db => {
    const stored = await db.messages.get(message.key)
    // It may have come back before the server said that it has it.
    if (!stored || stored.state === 'failed') return
    const sent: Message = { ...stored, state: laterState(stored.state, 'sent'), failure: null, bounced: false }
    await db.messages.put(sent)
    await noteMessageState(db, sent)
  })
}

function isAtServer(message: Message): boolean {
  return message.archiveId !== null || message.state === 'sent' || message.state === 'delivered' || message.state === 'read'
}

async function findInArchive(context: EngineContext, message: Message): Promise<PlacedResult | undefined> {
  const { account } = await context.session.features()
  if (!account.has(NS_MAM)) return undefined
  const startAt = message.sentAt - SKEW_MS
  let after: string | undefined
  for (;;) {
    const { results, complete } = await fetchArchivePage(context, {
      with: message.conversation,
      startAt,
      page: after === undefined ? {} : { after },
      urgency: 'user',
    })
    const found = results.find(
      ({ seen }) => seen?.direction === 'out' && (seen.originId === message.originId || seen.stanzaId === message.originId),
    )
    const last = results.at(-1)?.archiveId
    if (found || complete || last === undefined || last === after) return found
    after = last
  }
}
