import type { Answer, Ask } from '#bridge/contract.ts'
import { NS_STICKERS } from '#protocol/xep0449-stickers.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { type FoundPack, MOST_PACKS } from '#model/sticker-pack.ts'
import { randomId } from '#shared/ids.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import type { AccountDb } from '#storage/schema.ts'
import { dropStickerPictures, isPackWaiting } from '#storage/sticker-packs.ts'
import type { EngineContext } from '../context.ts'
import { fetchByIds, fetchNewest, fetchOlder } from '../fetch-items.ts'
import { readPack } from '../read-pack.ts'

/** Packs are large, and a frame has its limit. */
const PACKS_AT_ONCE = 10

/** What lies at my account, which my other devices change as well. */
export async function myPacks(context: EngineContext): Promise<Answer<'my-packs'>> {
  const startedAt = context.now()
  const { items, complete } = await readOwn(context)
  const found: FoundPack[] = []
  for (const item of items) {
    const pack = await readPack(item)
    if (pack) found.push(pack)
  }
  await context.inbox.commit(db => storeSeen(db, { found, ids: new Set(items.map(({ id }) => id)), complete, startedAt }))
  return { complete }
}

async function readOwn(context: EngineContext): Promise<{ items: PubsubItem[]; complete: boolean }> {
  const address = { service: context.account, node: NS_STICKERS }
  try {
    let page = await fetchNewest(context, address, 'user', PACKS_AT_ONCE)
    const items = [...page.items]
    while (page.cursor !== null && page.items.length > 0 && items.length < MOST_PACKS) {
      page = await fetchOlder(context, address, { cursor: page.cursor, paging: page.paging, size: PACKS_AT_ONCE }, 'user')
      items.unshift(...page.items)
    }
    return { items, complete: page.complete }
  } catch (error) {
    if (error instanceof KithError && error.kind === 'not-found') return { items: [], complete: true }
    throw error
  }
}

interface Seen {
  /** Oldest first. */
  found: readonly FoundPack[]
  ids: ReadonlySet<string>
  complete: boolean
  startedAt: number
}

async function storeSeen(db: AccountDb, { found, ids, complete, startedAt }: Seen): Promise<void> {
  const known = await db.packs.toArray()
  const byId = new Map(known.map(pack => [pack.id, pack]))
  for (const [index, { id, name, summary, stickers, source }] of found.entries()) {
    const before = byId.get(id)
    // What is mine to say is said by what I want.
    if (before && (before.state === 'failed' || (await isPackWaiting(db, before.key)))) continue
    const { key = randomId(), addedAt = startedAt - found.length + index } = before ?? {}
    const seen = { key, id, name, summary, stickers, source, addedAt, toldAt: startedAt }
    await db.packs.put({ ...seen, wanted: true, state: 'settled', failure: null })
  }
  if (!complete) return
  for (const pack of known) {
    // It was there once and is not any more: another device of mine took it away, or has put something else into it.
    const isGone = pack.id !== null && !ids.has(pack.id) && pack.state === 'settled' && pack.toldAt < startedAt
    if (!isGone || (await isPackWaiting(db, pack.key))) continue
    await db.packs.delete(pack.key)
    await dropStickerPictures(db, pack.stickers)
  }
}

/** A pack that somebody speaks of. That it is refused and that there is none is the same to whoever asks. */
export async function openPack(context: EngineContext, { service, node, id }: Ask<'open-pack'>): Promise<Answer<'open-pack'>> {
  try {
    const { items } = await fetchByIds(context, { service, node }, [id], 'user')
    const item = items.find(each => each.id === id)
    return { pack: (item && (await readPack(item))) ?? null }
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    return { pack: null }
  }
}
