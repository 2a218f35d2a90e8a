import type { Failure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { aliasOfArchive, aliasOfSender } from './message-alias.ts'
import { contentOf, type MessageContent, withoutContent } from './message-content.ts'
import type { Message, MessageReaction, MessageVersion } from './message.ts'

/** What an effect does to the message it names. */
export type EffectDeed =
  /** It takes the place of the whole message, files included. What it says is gone as well once the message was taken back. */
  | ({ kind: 'correction' } & MessageContent)
  | { kind: 'retraction' }
  /** Everything that its sender feels about the message by now. */
  | { kind: 'reactions'; emojis: string[] }

/** As one path brought it: live, by carbon, from the archive. */
export interface SeenEffect {
  deed: EffectDeed
  conversation: BareJid
  direction: 'in' | 'out'
  from: BareJid
  /** The id by which it names its message. */
  target: string
  /** Where it stands in the archive's order, epoch ms on the server's clock. */
  stampAt: number
  /** It was found in the archive, whose stamp that is. */
  fromArchive?: true
  originId: string | null
  stanzaId: string | null
  archive: BareJid
  archiveId: string | null
}

/**
 * Something that was said about another message: it is kept by itself, since it may come before that one (an archive is read from its
 * end), again and by several paths. What a message looks like is worked out from all that is known of it.
 */
export interface MessageEffect {
  key: string
  deed: EffectDeed
  conversation: BareJid
  direction: 'in' | 'out'
  from: BareJid
  target: string
  /** Place in the archive's order (model/archive-order.ts): what was said last holds, and stamps alone do not tell within a second. */
  stampAt: number
  originId: string | null
  archiveId: string | null
  aliases: string[]
  /** Of my own: queued until the server has it. */
  state: 'there' | 'queued' | 'failed'
  failure: Failure | null
  /** The network had it and gave it back. */
  bounced?: boolean
}

export function effectAliases(
  seen: Pick<SeenEffect, 'conversation' | 'from' | 'originId' | 'stanzaId' | 'archive' | 'archiveId'>,
): string[] {
  const ids = [seen.originId, seen.stanzaId].flatMap(id => (id === null ? [] : aliasOfSender(seen.conversation, seen.from, id)))
  return seen.archiveId === null ? ids : [aliasOfArchive(seen.archive, seen.archiveId), ...ids]
}

export function effectFrom(seen: SeenEffect, key: string): MessageEffect {
  const { stanzaId, archive: _archive, fromArchive: _from, ...kept } = seen
  return { ...kept, key, originId: seen.originId ?? stanzaId, aliases: effectAliases(seen), state: 'there', failure: null }
}

/** The stored effect with what another sight of it adds. The archive knows best where it stands. */
export function mergeEffect(stored: MessageEffect, seen: SeenEffect): MessageEffect {
  return {
    ...stored,
    archiveId: stored.archiveId ?? seen.archiveId,
    stampAt: seen.fromArchive ? seen.stampAt : stored.stampAt,
    aliases: [...new Set([...stored.aliases, ...effectAliases(seen)])],
    // The archive has what came back as well.
    ...(stored.bounced ? {} : { state: 'there' as const, failure: null }),
  }
}

/** Other words and taking back are its author's alone (XEP-0308 §4, XEP-0424 §5); to feel something about it is both sides'. */
export function mayChange(
  message: Pick<Message, 'from' | 'conversation'>,
  effect: Pick<MessageEffect, 'deed' | 'from' | 'conversation'>,
): boolean {
  return effect.conversation === message.conversation && (effect.deed.kind === 'reactions' || effect.from === message.from)
}

/** Psi begins to count its ids anew each time: what was said of an earlier message of that id says nothing of this one. */
const CLEARLY_MS = 60_000

/** Of both the archive says where they stand, and it was said long before there was anything to say it of. */
function isOfAnother(message: Message, { archiveId, stampAt }: MessageEffect): boolean {
  return archiveId !== null && message.archiveId !== null && !message.orphan && stampAt < message.order - CLEARLY_MS
}

const concerns = (message: Message, effect: MessageEffect): boolean => mayChange(message, effect) && !isOfAnother(message, effect)

const MOST_VERSIONS = 20
const MOST_REACTING = 500

/** As they were said. */
export const inOrder = (one: MessageEffect, other: MessageEffect): number =>
  one.stampAt - other.stampAt || ((one.originId ?? one.key) < (other.originId ?? other.key) ? -1 : 1)

/** The part of a message that effects decide. */
export type Effected = Pick<Message, keyof MessageContent | 'versions' | 'retracted' | 'reactions' | 'change'>

/**
 * What a message is by everything that was said about it, in whatever order that came: its last words, those before, whether it was
 * taken back, and what everybody feels about it.
 * @param effects of those that name it, whoever sent them: who may is decided here
 */
export function effectedBy(message: Message, effects: readonly MessageEffect[]): Effected {
  const valid = effects.filter(effect => concerns(message, effect)).toSorted(inOrder)
  const reactions = reactionsIn(valid)
  const felt = reactions.length > 0 && { reactions }
  // Until the server has it, it can be undone, so its words are still here.
  if (valid.some(isFinal)) return { body: '', retracted: true, ...felt }
  const isRetracted = valid.some(({ deed, state }) => deed.kind === 'retraction' && state !== 'failed')
  const texts = textsOf(message, valid)
  const now = texts.at(-1) ?? message
  const versions = texts.length > 1 ? [...texts.slice(0, 1), ...texts.slice(1).slice(-MOST_VERSIONS)] : undefined
  return {
    ...contentOf(now),
    ...(versions && { versions }),
    ...(isRetracted && { retracted: true }),
    ...felt,
    ...changeIn(valid),
  }
}

/** Taken back, and the server has that: its words are nowhere any more. */
const isFinal = ({ deed, state }: MessageEffect): boolean => deed.kind === 'retraction' && state === 'there'

/** Those changes of a message that was taken back which still have its words, without them. */
export function withoutWords(message: Message, effects: readonly MessageEffect[]): MessageEffect[] {
  const valid = effects.filter(effect => concerns(message, effect))
  if (!valid.some(isFinal)) return []
  return valid.flatMap(effect => {
    const { deed } = effect
    const hasWords = deed.kind === 'correction' && (deed.body !== '' || deed.files !== undefined)
    return hasWords ? { ...effect, deed: { kind: 'correction' as const, body: '' } } : []
  })
}

/** Everything that it said, oldest first. Words that were refused stay until their author gives them up. */
function textsOf(message: Message, effects: readonly MessageEffect[]): MessageVersion[] {
  const later = effects.flatMap(({ deed, stampAt }): MessageVersion[] =>
    deed.kind === 'correction' ? [{ ...contentOf(deed), at: stampAt }] : [],
  )
  return message.orphan ? later : [message.versions?.[0] ?? firstText(message), ...later]
}

function firstText(message: Message): MessageVersion {
  return { ...contentOf(message), at: message.sentAt }
}

/** Whether a change of mine waits, or was refused. */
function changeIn(effects: readonly MessageEffect[]): Pick<Effected, 'change'> {
  const states = effects.filter(({ deed }) => deed.kind !== 'reactions').map(({ state }) => state)
  if (states.includes('failed')) return { change: 'failed' }
  return states.includes('queued') ? { change: 'queued' } : {}
}

function reactionsIn(effects: readonly MessageEffect[]): MessageReaction[] {
  const byPerson = new Map<BareJid, MessageReaction>()
  for (const { deed, from, stampAt, state } of effects) {
    if (deed.kind !== 'reactions' || state === 'failed') continue
    byPerson.delete(from)
    if (deed.emojis.length > 0 && byPerson.size < MOST_REACTING) byPerson.set(from, { from, emojis: deed.emojis, at: stampAt })
  }
  return [...byPerson.values()]
}

/** The stored message with what effects decide; the same object where nothing changed. */
export function withEffects(message: Message, effects: readonly MessageEffect[]): Message {
  const { versions: _versions, retracted: _retracted, reactions: _reactions, change: _change, ...rest } = message
  const next: Message = { ...withoutContent(rest), ...effectedBy(message, effects) }
  const partOf = ({ versions, retracted, reactions, change, ...said }: Effected): string =>
    JSON.stringify([contentOf(said), versions, retracted, reactions, change])
  return partOf(next) === partOf(message) ? message : next
}

/** The ids by which others may name a message. */
export function idsOf({ aliases }: Pick<Message, 'aliases'>): string[] {
  return [...new Set(aliases.flatMap(alias => alias.split('\n').at(-1) ?? []))]
}
