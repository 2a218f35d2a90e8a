import type { BareJid } from '#shared/jid.ts'
import { findSame } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { type PlacedResult, storeArchivePage } from '../store-archive-page.ts'

/** A server that works on several things at once has by then archived what it decided not to bring here. */
const SETTLE_MS = 5000
/** So long before we were there it may have been decided: its own work, and how wrong our idea of its clock may be. */
const BEFORE_MS = 30_000
const MOST_PAGES = 20

/** From when on it is not certain that everything said is either read or coming live: epoch ms by the server's clock. */
export function unsureFrom({ session, now }: EngineContext): number {
  return now() + session.clockOffset - BEFORE_MS
}

/**
 * Asks a while after we were there once more for what was said around that moment. ejabberd looks first who is there, then archives:
 * who says that they are there and asks the archive between the two gets the message by neither way, and whatever comes live moves
 * the cursor past it (seen with 1 of 100 messages sent in that moment). What cannot be asked now is asked in the next session.
 */
export async function lookBack(context: EngineContext, abort: AbortSignal): Promise<void> {
  const { account, db, inbox } = context
  const startAt = (await db.archiveCursors.get(account))?.unsureAt
  if (startAt === undefined) return
  await wait(SETTLE_MS, abort)
  let after: string | undefined
  // What stands before all that is stored is history that nobody asked for yet, not something missed.
  let unplaced: PlacedResult[] | null = []
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    if (abort.aborted) return
    const { results, complete } = await fetchArchivePage(context, { startAt, page: after === undefined ? {} : { after } })
    unplaced = await inbox.commit(store => storeFrom(store, account, results, unplaced))
    const last = results.at(-1)?.archiveId
    if (complete || last === undefined || last === after) break
    after = last
  }
  await inbox.commit(async store => {
    // Nothing of it is stored: then it is all there is.
    if (unplaced) await storeMissing(store, account, unplaced)
    await store.archiveCursors.update(account, { unsureAt: undefined })
  })
}

/** Stamps may be whole seconds, and places are near them. */
const COARSE_MS = 2000

/**
 * @param before what came before the page and has no place yet; null once something that is stored came
 * @returns the same, with the page
 */
async function storeFrom(
  db: AccountDb,
  account: BareJid,
  page: readonly PlacedResult[],
  before: readonly PlacedResult[] | null,
): Promise<PlacedResult[] | null> {
  if (before) {
    const same = await findSame(
      db,
      page.flatMap(({ seen }) => seen ?? []),
    )
    const known = page.findIndex(({ seen, archiveId }) => seen !== null && same(seen)?.archiveId === archiveId)
    if (known < 0) return [...before, ...page]
    const head = [...before, ...page.slice(0, known)]
    const [first] = head
    const below =
      first &&
      (await db.messages
        .where('order')
        .below(first.stampAt - COARSE_MS)
        .first())
    await storeMissing(db, account, below ? [...head, ...page.slice(known)] : page.slice(known))
  } else await storeMissing(db, account, page)
  return null
}

/** What is new of a page, with what stands behind it there: only so it gets the place that the archive gives it. */
async function storeMissing(db: AccountDb, account: BareJid, page: readonly PlacedResult[]): Promise<void> {
  const same = await findSame(
    db,
    page.flatMap(({ seen }) => seen ?? []),
  )
  const first = page.findIndex(({ seen, effect }) => effect !== null || (seen !== null && !same(seen)))
  const missing = first < 0 ? [] : page.slice(first)
  const [next] = missing
  if (!next) return
  const before = page.slice(0, first).findLast(({ seen }) => seen !== null)?.seen
  const floor = (before && same(before)?.order) ?? (await db.messages.where('order').below(next.stampAt).last())?.order ?? -Infinity
  await storeArchivePage(db, missing, { account, floor, ceiling: Infinity, as: 'unread' })
}

function wait(ms: number, abort: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    abort.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
