import { laneOf, type OutboxRow } from '#model/outbox.ts'
import type { AccountDb } from './schema.ts'

/** The row that sends a message, while there is one; the newest, when it came back while it was still being sent. */
export async function messageRow(db: AccountDb, messageKey: string): Promise<OutboxRow | undefined> {
  const message = await db.messages.get(messageKey)
  if (!message) return undefined
  const { conversation } = message
  const lanes = [
    laneOf({ kind: 'send-message', messageKey, conversation }),
    laneOf({ kind: 'send-message', messageKey, conversation, files: true }),
    laneOf({ kind: 'send-message', messageKey, conversation, forwarded: true }),
  ]
  const rows = await db.outbox.where('lane').anyOf(lanes).sortBy('id')
  return rows.findLast(row => row.intent.kind === 'send-message' && row.intent.messageKey === messageKey)
}
