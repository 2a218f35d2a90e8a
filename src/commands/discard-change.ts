import { dropEffects, waitingEffects } from '#storage/effect-intents.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Other words for a message, or taking it back, were refused: it stays as it was. */
export async function discardChange(db: AccountDb, { me, messageKey }: { me: BareJid; messageKey: string }): Promise<void> {
  await db.transaction('rw', [db.messages, db.effects, db.conversations, db.outbox], async () => {
    const message = await db.messages.get(messageKey)
    if (!message) return
    const waiting = await waitingEffects(db, message, ['correction', 'retraction'])
    await dropEffects(
      db,
      me,
      waiting.filter(({ effect }) => effect.state === 'failed'),
    )
  })
}
