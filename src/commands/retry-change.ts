import { putOwnEffect } from '#storage/effects.ts'
import { waitingEffects } from '#storage/effect-intents.ts'
import { renewRow } from '#storage/lane.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Other words for a message, or taking it back, were refused: tried again. */
export async function retryChange(db: AccountDb, { me, messageKey }: { me: BareJid; messageKey: string }): Promise<void> {
  await db.transaction('rw', [db.messages, db.effects, db.conversations, db.outbox], async () => {
    const message = await db.messages.get(messageKey)
    if (!message) return
    for (const { effect, row } of await waitingEffects(db, message, ['correction', 'retraction'])) {
      if (effect.state !== 'failed') continue
      await putOwnEffect(db, me, { ...effect, state: 'queued', failure: null })
      await renewRow(db, row)
    }
  })
}
