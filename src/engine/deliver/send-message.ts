import type { Message } from '#model/message.ts'
import type { Deliver } from './drain.ts'
import { buildChatMessage } from '#protocol/rfc6121-message.ts'
import { placeBetween } from '#model/archive-order.ts'
import { laterState, mergeSeen } from '#model/merge-message.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { newestAtServer } from '#storage/messages.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import type { PlacedResult } from '../store-archive-page.ts'

/** The archive is searched from so much before the message was written: clocks differ. */
const SKEW_MS = 600_000

/**
 * Sends a message. When it has been on the wire before and nobody knows what became of it (the tab died, a session could not be
 * resumed), the archive is asked first, and only what is not there is sent again, under the same id.
 */
export const sendMessage: Deliver = async (context, row) => {
  if (row.intent.kind !== 'send-message') return
  const message = await context.db.messages.get(row.intent.messageKey)
  if (!message || isAtServer(message)) return
  if (row.attempts > 0) {
    const found = await findInArchive(context, message)
    if (found?.seen) {
      const { seen } = found
      await context.inbox.commit(async db => {
        const stored = await db.messages.get(message.key)
        if (!stored) return
        const own = await newestAtServer(db, { conversation: message.conversation, direction: 'out' })
        const merged = mergeSeen(placeAfter(stored, own, seen.stampAt), seen)
        await db.messages.put(merged)
        await noteMessageState(db, merged)
      })
      return
    }
  }
  await placeLast(context, message)
  await context.session.send(buildChatMessage({ to: message.conversation, id: message.originId ?? message.key, body: message.body }))
  await context.inbox.commit(async db => {
    const stored = await db.messages.get(message.key)
    if (!stored) return
    const sent: Message = { ...stored, state: laterState(stored.state, 'sent'), failure: null }
    await db.messages.put(sent)
    await noteMessageState(db, sent)
  })
}

/** What waited here while others wrote will stand behind them in the archive, and so it does here from now on. */
async function placeLast({ inbox, now, session }: EngineContext, message: Message): Promise<void> {
  await inbox.commit(async db => {
    const stored = await db.messages.get(message.key)
    if (!stored || isAtServer(stored)) return
    const placed = placeAfter(stored, await newestAtServer(db), now() + session.clockOffset)
    if (placed === stored) return
    await db.messages.put(placed)
    await noteMessageState(db, placed)
  })
}

/** The next reading of the archive has the last word. */
function placeAfter(message: Message, before: Message | undefined, stampAt: number): Message {
  if (message.archiveId !== null || !before || message.order > before.order) return message
  const [order = message.order] = placeBetween([stampAt], before.order, Infinity)
  return { ...message, order }
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
