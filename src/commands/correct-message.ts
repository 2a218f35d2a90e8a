import type { BareJid } from '#shared/jid.ts'
import { noteWords } from '#storage/conversations.ts'
import { dropEffects, isUntold, waitingEffects } from '#storage/effect-intents.ts'
import { messageRow } from '#storage/message-intents.ts'
import type { AccountDb } from '#storage/schema.ts'
import { sayOfMessage } from './say-of-message.ts'

interface Correction {
  me: BareJid
  messageKey: string
  body: string
  now: number
}

/**
 * Other words for a message of mine. What nobody has seen yet is changed in place.
 * @returns false when it cannot be changed (any more)
 */
export async function correctMessage(db: AccountDb, { me, messageKey, body, now }: Correction): Promise<boolean> {
  return await db.transaction('rw', [db.messages, db.effects, db.conversations, db.outbox], async () => {
    const message = await db.messages.get(messageKey)
    if (message?.direction !== 'out' || message.retracted || body.trim() === '') return false
    const row = await messageRow(db, messageKey)
    if (row && row.attempts === 0) {
      const changed = { ...message, body }
      await db.messages.put(changed)
      await noteWords(db, [changed])
      return true
    }
    await dropEffects(db, me, (await waitingEffects(db, message, ['correction'])).filter(isUntold))
    const latest = await db.messages.get(messageKey)
    if (!latest || latest.body === body) return true
    // What it shares stays: other words take the place of the whole of it.
    const deed = { kind: 'correction', body, ...(latest.files && { files: latest.files }) } as const
    return (await sayOfMessage(db, { me, message: latest, deed, now })) !== undefined
  })
}
