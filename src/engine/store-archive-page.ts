import { type Acknowledgement, asSeen, storeAcknowledgements } from './acknowledgements.ts'
import { randomId } from '#shared/ids.ts'
import { type Apart, placeAround } from '#model/archive-order.ts'
import { mergeSeen, messageFrom, type SeenMessage } from '#model/merge-message.ts'
import type { SeenEffect } from '#model/message-effect.ts'
import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { noteMessages, noteMoved } from '#storage/conversations.ts'
import { discardedNames, isDiscarded } from '#storage/discarded.ts'
import { applyDisplayed, applyDisplayedWords } from '#storage/displayed.ts'
import { storeEffects, withStoredEffects } from '#storage/effects.ts'
import { inParts } from '#storage/in-parts.ts'
import { findSame } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

export interface PlacedResult {
  archiveId: string
  stampAt: number
  /** Null for what is archived and not a text message. */
  seen: SeenMessage | null
  /** What was said about another message. */
  effect: SeenEffect | null
  /** What became of one. */
  acknowledgement: Acknowledgement | null
}

export interface PagePlace {
  account: BareJid
  /** Place of the message before the page, -Infinity when none is known. */
  floor: number
  /** Place of the message after it, Infinity when none is known. */
  ceiling: number
  /** Where more of the archive lies between the page and that place. */
  apart?: Apart
  /** `read`: history from before this device knew the account. `unread`: missed, so somebody has still to read it. */
  as: 'read' | 'unread'
}

/**
 * Stores a page of the archive between two places. Messages that came by another path before are the same rows, and take the
 * archive's order. A page is a handful of operations on the database, however many messages it has.
 * @param page oldest first, without a hole
 * @returns the places of the page's results, in its order
 */
export async function storeArchivePage(db: AccountDb, page: readonly PlacedResult[], place: PagePlace): Promise<number[]> {
  const { account, floor, ceiling, apart, as } = place
  const stamps = page.map(result => result.stampAt)
  const same = await findSame(
    db,
    page.flatMap(({ seen }) => seen ?? []),
  )
  const known = page.map(({ seen, archiveId }) => {
    const stored = seen ? same(seen) : undefined
    return stored?.archiveId === archiveId ? stored.order : undefined
  })
  const orders = placeAround(stamps, known, floor, ceiling, apart)
  const discarded = await discardedNames(db)
  const added: Message[] = []
  const moved: { before: Message; after: Message }[] = []
  for (const [index, { seen }] of page.entries()) {
    const order = orders[index]
    if (!seen || order === undefined || (seen.conversation === account && isTwin(seen, page.slice(0, index)))) continue
    const stored = same(seen)
    if (stored) moved.push({ before: stored, after: { ...mergeSeen(stored, seen), order } })
    else if (!isDiscarded(discarded, seen)) added.push(messageFrom(seen, randomId(), order))
  }
  await takeEffects(db, moved)
  await inParts(
    moved.map(({ after }) => after),
    part => db.messages.bulkPut(part),
  )
  await noteMoved(db, moved)
  // After that, or what is new would be counted as unread with what moved, and once more by itself.
  const effected = await withStoredEffects(db, await asSeen(db, added))
  await inParts(effected, part => db.messages.bulkAdd(part))
  await noteMessages(db, effected, as)
  await applyDisplayed(db, [...moved.map(({ after }) => after), ...effected])
  const effects = page.flatMap(({ effect }, index) => (effect ? { seen: effect, order: orders[index] ?? effect.stampAt } : []))
  await storeEffects(db, account, effects, as)
  await applyDisplayedWords(
    db,
    account,
    effects.map(({ seen }) => seen),
  )
  const told = page.flatMap(({ acknowledgement }) => acknowledgement ?? [])
  await storeAcknowledgements(db, account, told)
  return orders
}

/** What I write to myself ejabberd archives as sent and as received: one message, which is found by its own id from then on. */
function isTwin({ originId, stanzaId, conversation }: SeenMessage, before: readonly PlacedResult[]): boolean {
  const id = originId ?? stanzaId
  return id !== null && before.some(({ seen }) => seen?.conversation === conversation && (seen.originId ?? seen.stanzaId) === id)
}

/** What was said about a message may name it by an id that is new here. */
async function takeEffects(db: AccountDb, moved: { before: Message; after: Message }[]): Promise<void> {
  const named = moved.filter(({ before, after }) => before.orphan === true || after.aliases.length > before.aliases.length)
  const effected = await withStoredEffects(
    db,
    named.map(({ after }) => after),
  )
  for (const [index, move] of named.entries()) move.after = effected[index] ?? move.after
}
