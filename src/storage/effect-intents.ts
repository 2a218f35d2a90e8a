import type { BareJid } from '#shared/jid.ts'
import type { EffectDeed, MessageEffect } from '#model/message-effect.ts'
import type { Message } from '#model/message.ts'
import { laneOf, type OutboxRow } from '#model/outbox.ts'
import { effectsOf, removeOwnEffect } from './effects.ts'
import type { AccountDb } from './schema.ts'

export interface WaitingEffect {
  effect: MessageEffect
  row: OutboxRow
}

/** What I said about a message and the server does not have for sure, oldest first. */
export async function waitingEffects(db: AccountDb, message: Message, kinds: readonly EffectDeed['kind'][]): Promise<WaitingEffect[]> {
  const effects = (await effectsOf(db, message)).filter(({ deed, state }) => state !== 'there' && kinds.includes(deed.kind))
  if (effects.length === 0) return []
  const lanes = effects.map(({ key: effectKey, conversation, deed }) =>
    laneOf({ kind: 'send-effect', effectKey, conversation, deed: deed.kind }),
  )
  const rows = await db.outbox.where('lane').anyOf(lanes).sortBy('id')
  return rows.flatMap(row => {
    const { intent } = row
    const effect = intent.kind === 'send-effect' ? effects.find(({ key }) => key === intent.effectKey) : undefined
    return effect ? [{ effect, row }] : []
  })
}

/** Takes back what was not sent yet, or refused. */
export async function dropEffects(db: AccountDb, me: BareJid, waiting: readonly WaitingEffect[]): Promise<void> {
  for (const { effect, row } of waiting) {
    await removeOwnEffect(db, me, effect)
    if (row.id !== undefined) await db.outbox.delete(row.id)
  }
}

/** Never given to the network: nobody can know of it. */
export function isUntold({ row }: WaitingEffect): boolean {
  return row.attempts === 0
}
