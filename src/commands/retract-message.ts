import type { BareJid } from '#shared/jid.ts'
import type { Message } from '#model/message.ts'
import type { OutboxRow } from '#model/outbox.ts'
import { areOnlyHere, type Upload } from '#model/upload.ts'
import { dropEdits } from '#storage/drafts.ts'
import { messageRow } from '#storage/message-intents.ts'
import { removeMessage } from '#storage/remove-message.ts'
import type { AccountDb } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'
import { sayOfMessage } from './say-of-message.ts'

interface Retraction {
  me: BareJid
  messageKey: string
  now: number
  /** How long it can be undone, ms. */
  undoMs: number
}

/** What was taken back, for undoing it. */
export interface Retracted {
  messageKey: string
  /** Nobody had it yet: it is simply gone. */
  unsent?: { message: Message; row: OutboxRow; files: Upload[] }
}

/**
 * Takes back a message of mine, for both sides. It waits a moment, in which it can be undone; then its words are gone.
 * @returns undefined when it cannot be taken back
 */
export async function retractMessage(db: AccountDb, { me, messageKey, now, undoMs }: Retraction): Promise<Retracted | undefined> {
  return await db.transaction(
    'rw',
    [db.messages, db.effects, db.conversations, db.outbox, db.settings, db.uploads, db.drafts],
    async () => {
      const message = await db.messages.get(messageKey)
      if (message?.direction !== 'out' || message.retracted) return undefined
      await dropEdits(db, [messageKey])
      const row = await messageRow(db, messageKey)
      if (row && (row.attempts === 0 || areOnlyHere(message.files))) {
        const files = await uploadsOf(db, messageKey)
        await removeMessage(db, message)
        return { messageKey, unsent: { message, row, files } }
      }
      if (message.state === 'failed') return undefined
      const effect = await sayOfMessage(db, { me, message, deed: { kind: 'retraction' }, now, notBefore: now + undoMs })
      return effect && { messageKey }
    },
  )
}
