import type { BareJid } from '#shared/jid.ts'
import { dropEffects, isUntold, waitingEffects } from '#storage/effect-intents.ts'
import type { AccountDb } from '#storage/schema.ts'
import { sayOfMessage } from './say-of-message.ts'

interface Reacting {
  me: BareJid
  messageKey: string
  /** Given or, where it was, taken back. */
  emoji: string
  now: number
}

/** What I feel about a message. What is told is always all of it (XEP-0444 §3.2), so what waits untold is taken over. */
export async function reactToMessage(db: AccountDb, { me, messageKey, emoji, now }: Reacting): Promise<void> {
  await db.transaction('rw', [db.messages, db.effects, db.conversations, db.outbox, db.settings], async () => {
    const message = await db.messages.get(messageKey)
    if (!message || message.retracted) return
    const mine = message.reactions?.find(({ from }) => from === me)?.emojis ?? []
    const emojis = mine.includes(emoji) ? mine.filter(each => each !== emoji) : [...mine, emoji]
    await dropEffects(db, me, (await waitingEffects(db, message, ['reactions'])).filter(isUntold))
    const told = (await db.messages.get(messageKey))?.reactions?.find(({ from }) => from === me)?.emojis ?? []
    if (told.join(' ') !== emojis.join(' ')) await sayOfMessage(db, { me, message, deed: { kind: 'reactions', emojis }, now })
  })
}
