import { randomId } from '#shared/ids.ts'
import type { BareJid } from '#shared/jid.ts'
import { aliasOfSender } from '#model/message-alias.ts'
import type { EffectDeed, MessageEffect } from '#model/message-effect.ts'
import { type Message, stanzaIdOf } from '#model/message.ts'
import { effectsOf, putOwnEffect } from '#storage/effects.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'

interface Saying {
  me: BareJid
  message: Message
  deed: EffectDeed
  now: number
  /** Epoch ms: time for second thoughts. */
  notBefore?: number
}

/** Inside a transaction: says something about a message, and that it is to be sent. @returns undefined for one that has no name */
export async function sayOfMessage(db: AccountDb, { me, message, deed, now, notBefore = 0 }: Saying): Promise<MessageEffect | undefined> {
  const { conversation } = message
  // Feelings name it by its origin id where it has one (XEP-0444 §4.2), the rest by its stanza's.
  const target = deed.kind === 'reactions' ? message.originId : stanzaIdOf(message)
  if (target === null) return undefined
  const key = randomId()
  // Behind everything that was said before, however the clocks are set.
  const latest = Math.max(0, ...(await effectsOf(db, message)).map(({ stampAt }) => stampAt))
  const effect: MessageEffect = {
    key,
    deed,
    conversation,
    direction: 'out',
    from: me,
    target,
    stampAt: Math.max(now, latest + 1),
    originId: key,
    archiveId: null,
    aliases: [aliasOfSender(conversation, me, key)],
    state: 'queued',
    failure: null,
  }
  await putOwnEffect(db, me, effect)
  await addIntent(db, { kind: 'send-effect', effectKey: key, conversation, deed: deed.kind }, now, notBefore)
  return effect
}
