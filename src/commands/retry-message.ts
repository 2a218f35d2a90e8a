import { noteMessageState } from '#storage/conversations.ts'
import { messageRow } from '#storage/message-intents.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Tries a refused message again, under the same id. */
export async function retryMessage(db: AccountDb, messageKey: string): Promise<void> {
  await db.transaction('rw', db.messages, db.outbox, db.conversations, async () => {
    const message = await db.messages.get(messageKey)
    const row = await messageRow(db, messageKey)
    if (message?.state !== 'failed' || row?.id === undefined) return
    await db.outbox.update(row.id, { state: 'waiting', notBefore: 0, failure: null })
    // The copy in the archive is of what came back.
    const archiveId = message.bounced ? null : message.archiveId
    const next = { ...message, state: 'queued' as const, failure: null, archiveId }
    await db.messages.put(next)
    await noteMessageState(db, next)
  })
}
