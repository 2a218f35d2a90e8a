import type { Failure } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import type { BareJid } from '#shared/jid.ts'
import { placeBetween } from '#model/archive-order.ts'
import { aliasOfArchive, aliasOfSender } from '#model/message-alias.ts'
import {
  effectAliases,
  effectFrom,
  idsOf,
  inOrder,
  mayChange,
  mergeEffect,
  type MessageEffect,
  type SeenEffect,
  withEffects,
  withoutWords,
} from '#model/message-effect.ts'
import type { Message } from '#model/message.ts'
import { noteMessages, noteWords } from './conversations.ts'
import type { AccountDb } from './schema.ts'

/** Other words for other words: so many steps are followed. */
const LONGEST_CHAIN = 20

/** Who changes their mind more often than that does it for another reason. */
const MOST_FELT = 20

const placeOf = (conversation: BareJid, id: string): string => `${conversation}\n${id}`

/** Everything that was said about some messages, by message. One query for all of them. */
async function effectsOn(db: AccountDb, messages: readonly Message[]): Promise<Map<string, MessageEffect[]>> {
  const found = new Map(messages.map(({ key }) => [key, new Map<string, MessageEffect>()]))
  let open = messages.flatMap(message => idsOf(message).map(id => ({ message, id })))
  for (let step = 0; open.length > 0 && step < LONGEST_CHAIN; step += 1) {
    const wanted = open.map(({ message, id }) => [message.conversation, id])
    const named = new Map<string, Message[]>()
    for (const { message, id } of open) {
      const place = placeOf(message.conversation, id)
      named.set(place, [...(named.get(place) ?? []), message])
    }
    open = []
    for (const effect of await db.effects.where('[conversation+target]').anyOf(wanted).toArray()) {
      for (const message of named.get(placeOf(effect.conversation, effect.target)) ?? []) {
        const known = found.get(message.key)
        if (!known || known.has(effect.key)) continue
        known.set(effect.key, effect)
        // Some name the words before by their own id.
        if (effect.deed.kind === 'correction' && effect.originId !== null && mayChange(message, effect))
          open.push({ message, id: effect.originId })
      }
    }
  }
  return new Map(Array.from(found, ([key, effects]) => [key, [...effects.values()]]))
}

/** Messages as they are by what was said about them before they came. What they were changed to goes with those that were taken back. */
export async function withStoredEffects(db: AccountDb, messages: readonly Message[]): Promise<Message[]> {
  if (messages.length === 0) return []
  const effects = await effectsOn(db, messages)
  await db.effects.bulkPut(messages.flatMap(message => withoutWords(message, effects.get(message.key) ?? [])))
  return messages.map(message => withEffects(message, effects.get(message.key) ?? []))
}

/** Works out anew what messages are by what was said about them. */
async function refresh(db: AccountDb, messages: readonly Message[]): Promise<void> {
  const next = await withStoredEffects(db, messages)
  const changed = next.filter((message, index) => message !== messages[index])
  await db.messages.bulkPut(changed)
  await noteWords(db, changed)
}

export interface EffectPlace {
  seen: SeenEffect
  /** Its place in the archive's order; of what comes live the end. */
  order: number
}

/**
 * Stores what was said about other messages, and makes them what they are by it. Seeing it twice adds nothing.
 * @param as of other words whose message is not here: they are shown in its place
 */
export async function storeEffects(db: AccountDb, account: BareJid, places: readonly EffectPlace[], as: 'read' | 'unread'): Promise<void> {
  for (const { seen, order } of places) {
    const stored = await findEffect(db, seen)
    const placed: SeenEffect = { ...seen, stampAt: seen.fromArchive ? order : await placeBehind(db, account, seen, order) }
    const effect = stored ? mergeEffect(stored, placed) : effectFrom(placed, randomId())
    await db.effects.put(effect)
    await dropOlderFeelings(db, effect)
    const targets = await targetsOf(db, account, effect)
    if (targets.length > 0) await refresh(db, targets)
    else if (!stored) await standIn(db, effect, order, as)
  }
}

/** The last time it is all that somebody feels about a message. Some before are kept, to be known again when they come once more. */
async function dropOlderFeelings(db: AccountDb, { deed, conversation, target, from, state }: MessageEffect): Promise<void> {
  if (deed.kind !== 'reactions' || state !== 'there') return
  const named = await db.effects.where('[conversation+target]').equals([conversation, target]).toArray()
  const felt = named.filter(other => other.from === from && other.deed.kind === 'reactions' && other.state === 'there')
  await db.effects.bulkDelete(
    felt
      .toSorted(inOrder)
      .slice(0, -MOST_FELT)
      .map(({ key }) => key),
  )
}

/** What comes live was said after everything that is known to be at the server, also within the same millisecond. */
async function placeBehind(db: AccountDb, account: BareJid, seen: SeenEffect, order: number): Promise<number> {
  const known = await effectsOn(db, await targetsOf(db, account, seen))
  const named = await db.effects.where('[conversation+target]').equals([seen.conversation, seen.target]).toArray()
  const others = [...known.values()].flat().concat(named)
  const latest = Math.max(-Infinity, ...others.filter(({ state }) => state === 'there').map(({ stampAt }) => stampAt))
  return placeBetween([order], latest, Infinity)[0] ?? order
}

async function findEffect(db: AccountDb, seen: SeenEffect): Promise<MessageEffect | undefined> {
  const found = await db.effects.where('aliases').anyOf(effectAliases(seen)).toArray()
  return found.find(
    stored =>
      stored.conversation === seen.conversation &&
      stored.from === seen.from &&
      stored.deed.kind === seen.deed.kind &&
      isOneSight(stored, seen),
  )
}

/** An id that is used again is another one's where the archive tells the two apart. What I write to myself it may have twice. */
function isOneSight(stored: MessageEffect, { archiveId, conversation, from }: SeenEffect): boolean {
  return stored.archiveId === null || archiveId === null || stored.archiveId === archiveId || conversation === from
}

/** The messages that an effect names and may change. */
export async function targetsOf(
  db: AccountDb,
  account: BareJid,
  effect: Pick<MessageEffect, 'deed' | 'from' | 'conversation' | 'target'>,
): Promise<Message[]> {
  let { target } = effect
  for (let step = 0; step < LONGEST_CHAIN; step += 1) {
    const { conversation } = effect
    const names = [
      aliasOfSender(conversation, conversation, target),
      aliasOfSender(conversation, account, target),
      aliasOfArchive(account, target),
    ]
    const messages = (await db.messages.where('aliases').anyOf(names).distinct().toArray()).filter(message => mayChange(message, effect))
    if (messages.length > 0) return messages
    const corrections = (await db.effects.where('aliases').anyOf(names).toArray()).filter(isCorrection)
    // Each side may speak of the other's words by the id of their correction.
    const before = corrections.find(({ from }) => from === effect.from) ?? corrections[0]
    if (!before || before.target === target) return []
    target = before.target
  }
  return []
}

const isCorrection = ({ deed }: MessageEffect): boolean => deed.kind === 'correction'

/**
 * Messages by their names, and by those of their corrections: Conversations and Dino know a message by the id of its last words from
 * then on, and so do their markers and what they feel about it.
 */
export async function messagesNamed(db: AccountDb, account: BareJid, aliases: readonly string[]): Promise<Message[]> {
  if (aliases.length === 0) return []
  const found = await db.messages.where('aliases').anyOf(aliases).toArray()
  for (const effect of (await db.effects.where('aliases').anyOf(aliases).toArray()).filter(isCorrection))
    found.push(...(await targetsOf(db, account, effect)))
  return [...new Map(found.map(message => [message.key, message])).values()]
}

/** Nobody's words are lost: other words for a message that is not here stand in its place, and are that row once it comes. */
async function standIn(db: AccountDb, effect: MessageEffect, order: number, as: 'read' | 'unread'): Promise<void> {
  const { deed, conversation, direction, from, target, stampAt } = effect
  if (deed.kind !== 'correction') return
  const message: Message = {
    key: randomId(),
    conversation,
    direction,
    from,
    body: deed.body,
    orphan: true,
    order,
    sentAt: stampAt,
    state: direction === 'out' ? 'sent' : 'received',
    failure: null,
    originId: target,
    archiveId: null,
    aliases: [aliasOfSender(conversation, from, target)],
    wantsReceipt: false,
    markable: false,
  }
  const [effected = message] = await withStoredEffects(db, [message])
  await db.messages.add(effected)
  await noteMessages(db, [effected], as)
}

/** Writes or takes away an effect of mine, with what it does to its message. */
export async function putOwnEffect(db: AccountDb, account: BareJid, effect: MessageEffect): Promise<void> {
  await db.effects.put(effect)
  await refresh(db, await targetsOf(db, account, effect))
}

/** What I said about a message, by the id it was sent under; from a server on the way the address says nothing of the conversation. */
export async function findOwnEffect(
  db: AccountDb,
  account: BareJid,
  conversation: BareJid,
  id: string,
): Promise<MessageEffect | undefined> {
  const named = await db.effects
    .where('aliases')
    .equals(aliasOfSender(conversation, account, id))
    .first()
  return named ?? (await db.effects.get(id))
}

export async function removeOwnEffect(db: AccountDb, account: BareJid, effect: MessageEffect): Promise<void> {
  const targets = await targetsOf(db, account, effect)
  await db.effects.delete(effect.key)
  await refresh(db, targets)
}

/** Everything that was said about a message, in no order. */
export async function effectsOf(db: AccountDb, message: Message): Promise<MessageEffect[]> {
  return (await effectsOn(db, [message])).get(message.key) ?? []
}

/** What I said about a message was refused. What I feel about it is dropped; other words stay until I give them up. */
export async function failEffect(db: AccountDb, key: string, failure: Failure): Promise<void> {
  const effect = await db.effects.get(key)
  if (effect) await putOwnEffect(db, effect.from, { ...effect, state: 'failed', failure })
}
