import type { Answer, Ask } from '#bridge/contract.ts'
import type { ArchiveGap, Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { archivedAround, archiveGapsWithin, findByName, findSame, oldestArchived } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { type ArchivePage, fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { storeArchivePage } from '../store-archive-page.ts'

/** A message of the archive with a page of what was said before it and one of what was said then. */
export async function openArchived(
  context: EngineContext,
  { conversation, archiveId }: Ask<'open-archived'>,
): Promise<Answer<'open-archived'>> {
  const { account, db, inbox } = context
  if (await findByName(db, { conversation, account, id: archiveId })) return { found: true }
  const older = await fetchArchivePage(context, { with: conversation, page: { before: archiveId }, urgency: 'user' })
  const last = older.results.at(-1)
  // It stands behind the last one before it: by its own id no archive gives it (the field for that is in few forms).
  const newer = await fetchArchivePage(context, { with: conversation, page: last ? { after: last.archiveId } : {}, urgency: 'user' })
  if (!newer.results.some(result => result.archiveId === archiveId)) return { found: false }
  await inbox.commit(db => storeStretch(db, { account, conversation, archiveId, older, newer }))
  return { found: true }
}

interface Stretch {
  account: BareJid
  conversation: BareJid
  archiveId: string
  older: ArchivePage
  newer: ArchivePage
}

/** Stores what is around a message, up to where it meets what is stored; where it does not meet that, a gap of this conversation is noted. */
async function storeStretch(db: AccountDb, stretch: Stretch): Promise<void> {
  const { account, conversation, older, newer } = stretch
  const { fresh, metBelow, metAbove } = await cutOut(db, stretch)
  const [first, last] = [fresh[0], fresh.at(-1)]
  if (!first || !last) return
  const around = await archivedAround(db, conversation, await holeOf(db, conversation, { from: first.stampAt, to: last.stampAt }))
  const [below, above] = [metBelow ?? around.below, metAbove ?? around.above]
  const [floor, ceiling] = [below?.order ?? -Infinity, above?.order ?? Infinity]
  const isBelow = metBelow !== undefined || older.complete
  const isAbove = metAbove !== undefined || newer.complete
  const place = { account, floor, ceiling, apart: { below: !isBelow, above: !isAbove } }
  const orders = await storeArchivePage(db, fresh, { ...place, as: 'read' })
  await dropGapsAround(db, conversation, floor, ceiling)
  const places = fresh.map(({ archiveId }, index): Place => ({ archiveId, order: orders[index] ?? floor }))
  const note = gapsOf({ archive: account, with: conversation })
  await db.archiveGaps.bulkAdd([...(isBelow ? [] : note(below, places[0])), ...(isAbove ? [] : note(places.at(-1), above))])
}

interface Span {
  from: number
  to: number
}

/**
 * Where something is missing that was said then: a gap, or what lies below all that is stored. The stamps alone do not tell it, since
 * those of Prosody are whole seconds.
 */
async function holeOf(db: AccountDb, conversation: BareJid, said: Span): Promise<Span> {
  const oldest = await oldestArchived(db, conversation)
  const gaps = await archiveGapsWithin(db, conversation, { fromOrder: -Infinity })
  const holes: Span[] = gaps.map(({ olderOrder, newerOrder }) => ({ from: olderOrder, to: newerOrder }))
  holes.push({ from: -Infinity, to: oldest?.order ?? Infinity })
  const distance = ({ from, to }: Span): number => Math.max(0, from - said.to, said.from - to)
  return holes.reduce((nearest, hole) => (distance(hole) < distance(nearest) ? hole : nearest))
}

/** What of a stretch is not stored, around the message that was asked for, and the stored messages that it meets. */
async function cutOut(db: AccountDb, { archiveId, older, newer }: Stretch) {
  const all = [...older.results, ...newer.results]
  const at = all.findIndex(result => result.archiveId === archiveId)
  const same = await findSame(
    db,
    all.flatMap(({ seen }) => seen ?? []),
  )
  const stored = all.map(({ seen }): Message | undefined => (seen ? same(seen) : undefined))
  const below = stored.slice(0, at).findLastIndex(message => message !== undefined)
  const above = stored.findIndex((message, index) => index > at && message !== undefined)
  return { fresh: all.slice(below + 1, above < 0 ? all.length : above), metBelow: stored[below], metAbove: stored[above] }
}

type Place = Pick<Message, 'archiveId' | 'order'>

const gapsOf =
  (whose: Pick<ArchiveGap, 'archive' | 'with'>) =>
  (older: Place | undefined, newer: Place | undefined): ArchiveGap[] =>
    older?.archiveId && newer?.archiveId
      ? [{ ...whose, olderId: older.archiveId, olderOrder: older.order, newerId: newer.archiveId, newerOrder: newer.order }]
      : []

/** What the stretch lies in: what is left of that is noted anew. */
async function dropGapsAround(db: AccountDb, conversation: BareJid, floor: number, ceiling: number): Promise<void> {
  const gaps = await archiveGapsWithin(db, conversation, { fromOrder: ceiling, toOrder: floor })
  await db.archiveGaps.bulkDelete(gaps.flatMap(({ id, with: other }) => (other === undefined ? [] : (id ?? []))))
}
