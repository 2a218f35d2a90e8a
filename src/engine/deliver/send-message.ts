import type { Message } from '#model/message.ts'
import { areOnlyHere } from '#model/upload.ts'
import type { Deliver } from './drain.ts'
import { laterState, mergeSeen } from '#model/merge-message.ts'
import { noteMessageState } from '#storage/conversations.ts'
import { findSent } from '../find-sent.ts'
import { withMessageFiles } from './message-files.ts'
import { placeFound, placeLast } from './place-sent.ts'
import type { EngineContext } from '../context.ts'
import { outgoingMessage } from '../outgoing-message.ts'

/**
 * Sends a message. When it has been on the wire before and nobody knows what became of it (the tab died, a session could not be
 * resumed), the archive is asked first, and only what is not there is sent again, under the same id.
 */
export const sendMessage: Deliver = async (context, row) => {
  if (row.intent.kind !== 'send-message') return undefined
  const message = await context.db.messages.get(row.intent.messageKey)
  if (!message || isAtServer(message)) return undefined
  // What is still on this device alone was never on the wire.
  if (row.attempts > 0 && !message.bounced && !areOnlyHere(message.files)) {
    const found = await findSent(context, { ...message, writtenAt: message.sentAt })
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
  const ready = areOnlyHere(message.files) ? await withMessageFiles(context, message, row.attempts) : message
  if (!ready) return undefined
  await placeLast(context, ready)
  const { originId, key } = ready
  const acknowledged = context.session.send(outgoingMessage(ready, { id: originId ?? key, said: ready }))
  return { settled: acknowledged.then(() => noteSent(context, ready)) }
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
