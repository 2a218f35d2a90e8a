import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from './keys.ts'
import { contentOf, type MessageContent } from './message-content.ts'
import type { Message, MessageState, Reply, Sticker } from './message.ts'
import { aliasOfArchive, aliasOfSender } from './message-alias.ts'

/** A message as one path brought it: live, by carbon, from the archive. */
export interface SeenMessage extends MessageContent {
  conversation: BareJid
  direction: 'in' | 'out'
  from: BareJid
  sticker?: Sticker
  post?: PostKey
  reply?: Reply
  unstyled?: true
  /** Where it belongs in the archive's order, epoch ms on the server's clock. */
  stampAt: number
  sentAt: number
  /** It was found in the archive, whose stamp that is. */
  fromArchive?: true
  originId: string | null
  /** The `id` of the stanza, when it differs from the origin id. */
  stanzaId: string | null
  archive: BareJid
  archiveId: string | null
  wantsReceipt: boolean
  markable: boolean
}

/** Every id it goes by. */
export function aliasesOf(seen: SeenMessage): string[] {
  const ids = [seen.originId, seen.stanzaId].flatMap(id => (id === null ? [] : aliasOfSender(seen.conversation, seen.from, id)))
  return seen.archiveId === null ? ids : [aliasOfArchive(seen.archive, seen.archiveId), ...ids]
}

/**
 * Whether a stored message and a seen one are the same. One archive id is one message; an id that only the sender vouches for is
 * believed unless the archive says that they are two (XEP-0359 §6). What came back and was sent again is in the archive twice.
 */
export function isSameMessage(stored: Message, seen: SeenMessage): boolean {
  if (stored.conversation !== seen.conversation || stored.from !== seen.from) return false
  // What I write to myself ejabberd archives twice, as sent and as received; nobody else could have given it this id.
  if (seen.conversation === seen.archive) return true
  if (stored.archiveId === null || seen.archiveId === null || stored.archiveId === seen.archiveId) return true
  return stored.aliases.includes(aliasOfArchive(seen.archive, seen.archiveId))
}

const RANK: Record<MessageState, number> = { failed: 0, queued: 1, received: 2, sent: 2, delivered: 3, read: 4 }

/** States of delivery only rise: a late receipt does not take a marker back. */
export function laterState(current: MessageState, next: MessageState): MessageState {
  return RANK[next] > RANK[current] ? next : current
}

/** The stored message with what the new sight of it adds. Seeing it twice adds nothing. */
export function mergeSeen(stored: Message, seen: SeenMessage): Message {
  const aliases = [...new Set([...stored.aliases, ...aliasesOf(seen)])]
  // Only other words for it were here.
  if (stored.orphan) return { ...messageFrom(seen, stored.key, stored.order), aliases }
  const cameBack = stored.bounced === true
  const wasOnlyHere = (stored.state === 'queued' || stored.state === 'failed') && !cameBack
  return {
    ...stored,
    aliases,
    archiveId: stored.archiveId ?? (cameBack ? null : seen.archiveId),
    originId: stored.originId ?? seen.originId,
    ...otherIdOf(seen, stored),
    ...arrivalOf(seen, stored),
    // Our own message seen at the server is sent, whatever we thought.
    state: stored.direction === 'out' && wasOnlyHere ? 'sent' : stored.state,
    failure: stored.direction === 'out' && wasOnlyHere ? null : stored.failure,
    markable: stored.markable || seen.markable,
    wantsReceipt: stored.wantsReceipt || seen.wantsReceipt,
  }
}

/** When it came, by the path that brought it; what is known already stays. */
function arrivalOf(seen: SeenMessage, known: Pick<Message, 'receivedAt' | 'archivedAt'>): Pick<Message, 'receivedAt' | 'archivedAt'> {
  if (seen.fromArchive) return known.archivedAt === undefined ? { archivedAt: seen.stampAt } : {}
  return seen.direction === 'in' && known.receivedAt === undefined ? { receivedAt: seen.stampAt } : {}
}

function otherIdOf({ originId, stanzaId }: SeenMessage, known: Pick<Message, 'stanzaId'>): Pick<Message, 'stanzaId'> {
  return known.stanzaId === undefined && originId !== null && stanzaId !== null ? { stanzaId } : {}
}

/** A row for a message seen for the first time. */
export function messageFrom(seen: SeenMessage, key: string, order: number): Message {
  return {
    key,
    conversation: seen.conversation,
    direction: seen.direction,
    from: seen.from,
    ...contentOf(seen),
    ...(seen.sticker !== undefined && { sticker: seen.sticker }),
    ...(seen.post !== undefined && { post: seen.post }),
    ...(seen.reply !== undefined && { reply: seen.reply }),
    ...(seen.unstyled && { unstyled: true as const }),
    order,
    sentAt: seen.sentAt,
    ...arrivalOf(seen, {}),
    state: seen.direction === 'out' ? 'sent' : 'received',
    failure: null,
    originId: seen.originId ?? seen.stanzaId,
    ...otherIdOf(seen, {}),
    archiveId: seen.archiveId,
    aliases: aliasesOf(seen),
    wantsReceipt: seen.wantsReceipt,
    markable: seen.markable,
  }
}
