import type { BareJid } from '#shared/jid.ts'
import { noteMessages } from '#storage/conversations.ts'
import { dropEffects, isUntold, waitingEffects } from '#storage/effect-intents.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { Retracted } from './retract-message.ts'

/** @returns false when it is too late */
export async function undoRetractMessage(db: AccountDb, { me, messageKey, unsent }: Retracted & { me: BareJid }): Promise<boolean> {
  return await db.transaction(
    'rw',
    [db.messages, db.effects, db.conversations, db.outbox, db.settings, db.records, db.uploads],
    async () => {
      if (unsent) {
        await db.messages.add(unsent.message)
        await noteMessages(db, [unsent.message], 'unread')
        await db.uploads.bulkPut(unsent.files)
        const { id, ...row } = unsent.row
        // A delivery that is still under way takes its own row with it.
        await db.outbox.add(row.attempts > 0 || id === undefined ? { ...row, state: 'waiting' } : { ...row, id })
        return true
      }
      const message = await db.messages.get(messageKey)
      const untold = message ? (await waitingEffects(db, message, ['retraction'])).filter(isUntold) : []
      await dropEffects(db, me, untold)
      return untold.length > 0
    },
  )
}
