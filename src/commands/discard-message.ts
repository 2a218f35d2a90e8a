import { noteDiscarded } from '#storage/discarded.ts'
import { removeMessage } from '#storage/remove-message.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Takes back a message that was refused. One that may have left is not taken back. */
export async function discardMessage(db: AccountDb, messageKey: string): Promise<void> {
  await db.transaction('rw', db.messages, db.outbox, db.conversations, db.settings, db.uploads, async () => {
    const message = await db.messages.get(messageKey)
    if (message?.state !== 'failed') return
    if (message.bounced) await noteDiscarded(db, message)
    await removeMessage(db, message)
  })
}
