import type { BareJid } from '#shared/jid.ts'
import { contentOf, type MessageContent, withNamed, withoutContent } from '#model/message-content.ts'
import type { Message } from '#model/message.ts'
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
      const changed: Message = { ...withoutContent(message), ...inOtherWords(message, body) }
      await db.messages.put(changed)
      await noteWords(db, [changed])
      return true
    }
    await dropEffects(db, me, (await waitingEffects(db, message, ['correction'])).filter(isUntold))
    const latest = await db.messages.get(messageKey)
    if (!latest || latest.body === body) return true
    const deed = { kind: 'correction', ...inOtherWords(latest, body) } as const
    return (await sayOfMessage(db, { me, message: latest, deed, now })) !== undefined
  })
}

/** What it shares stays, and so does what it tells of pages and people that the new words name as well: they take the place of it all. */
function inOtherWords(message: Message, body: string): MessageContent {
  return withNamed({ ...contentOf(message), body })
}
