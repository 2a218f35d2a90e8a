import { buildItemsQuery, type ItemsQuery, parseItems, type PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { buildItemsQuery as buildDiscoItemsQuery, parseDiscoItems } from '#protocol/xep0030-disco.ts'
import { parseResultSet, type ResultSet } from '#protocol/xep0059-rsm.ts'
import { KithError } from '#shared/errors.ts'
import { nodeKeyOf, type NodeAddress } from '#model/keys.ts'
import type { EngineContext } from './context.ts'
import { feedState, touchesOf } from './feed-state.ts'
import type { RequestOptions } from './session/session.ts'

export const PAGE_SIZE = 20
/** A stranger's node on Prosody offers neither paging nor ids: its newest are asked for in ever larger helpings, of so many pages. */
const WIDER = [3, 9]
const MOST_ITEMS = 500

type Urgency = NonNullable<RequestOptions['urgency']>

export interface ItemPage {
  /** Oldest first. */
  items: PubsubItem[]
  paging: 'yes' | 'no'
  /** Where the page below begins; null when nothing lies below. */
  cursor: string | null
  /** The service has nothing below this page. */
  complete: boolean
  /** It may have more below, but gives none. */
  limited: boolean
  /** Moment of asking (feed-state.ts). */
  askedAt: number
}

interface ItemsAnswer {
  items: PubsubItem[]
  set: ResultSet | undefined
  askedAt: number
}

async function ask(context: EngineContext, { service }: NodeAddress, query: ItemsQuery, urgency: Urgency): Promise<ItemsAnswer> {
  const askedAt = touchesOf(context).now()
  const answer = await context.session.request('get', service, buildItemsQuery(query), { urgency })
  const items = parseItems(answer)
  if (!items) throw new KithError('malformed', 'the answer to an items query holds no items')
  return { items: items.slice(-Math.max(MOST_ITEMS, query.maxItems ?? 0)), set: parseResultSet(answer), askedAt }
}

/** A count is the service's word: it may keep us reading, and an empty page ends that; it never makes us stop early by itself. */
function isLast({ items, set }: ItemsAnswer, size: number): boolean {
  if (items.length === 0) return true
  if (set && set.count !== null) return set.count <= items.length
  return items.length < size
}

/** The newest items of a node. */
export async function fetchNewest(context: EngineContext, address: NodeAddress, urgency: Urgency, size = PAGE_SIZE): Promise<ItemPage> {
  // Prosody reads max_items and ignores the set, ejabberd takes both (servers.md §5.3).
  const answer = await ask(context, address, { node: address.node, maxItems: size, page: { max: size, before: '' } }, urgency)
  const { items, set, askedAt } = answer
  const complete = isLast(answer, size)
  const lowest = set ? set.first : (items[0]?.id ?? null)
  return { items, paging: set ? 'yes' : 'no', cursor: complete ? null : lowest, complete, limited: false, askedAt }
}

/** Items by their ids, at most a page; missing ones are left out of the answer. */
export async function fetchByIds(
  context: EngineContext,
  address: NodeAddress,
  ids: readonly string[],
  urgency: Urgency,
): Promise<ItemsAnswer> {
  return await ask(context, address, { node: address.node, ids }, urgency)
}

interface Below {
  cursor: string
  paging: 'yes' | 'no'
  /** Of the page. */
  size?: number
  /** What need not be read again. */
  isKnown?: (id: string) => boolean
}

/** The page below a cursor, by whatever way the service offers. */
export async function fetchOlder(context: EngineContext, address: NodeAddress, below: Below, urgency: Urgency): Promise<ItemPage> {
  const wanted = { size: PAGE_SIZE, isKnown: () => false, ...below }
  if (below.paging === 'yes') return await fetchBelowCursor(context, address, wanted, urgency)
  const ids = await idsOf(context, address, urgency)
  return ids ? await fetchBelowId(context, address, ids, wanted, urgency) : await fetchWider(context, address, wanted, urgency)
}

async function fetchBelowCursor(
  context: EngineContext,
  address: NodeAddress,
  { cursor, size }: Required<Below>,
  urgency: Urgency,
): Promise<ItemPage> {
  const answer = await ask(context, address, { node: address.node, page: { max: size, before: cursor } }, urgency)
  const { items, set, askedAt } = answer
  const complete = items.length < size && (set?.count === null || items.length === 0)
  const next = set?.first ?? null
  // The same cursor twice leads nowhere (ejabberd has had that); the rest stays a gap.
  const stuck = next === cursor || (next === null && !complete)
  return { items, paging: 'yes', cursor: complete || stuck ? null : next, complete, limited: stuck && !complete, askedAt }
}

async function fetchBelowId(
  context: EngineContext,
  address: NodeAddress,
  ids: readonly string[],
  { cursor, size, isKnown }: Required<Below>,
  urgency: Urgency,
): Promise<ItemPage> {
  // A cursor that was retracted or, on Prosody, moved to the top by an edit is not where it was: then all that is unknown is older.
  const below = ids.slice(ids.indexOf(cursor) + 1).filter(id => !isKnown(id))
  const wanted = below.slice(0, size)
  if (wanted.length === 0)
    return { items: [], paging: 'no', cursor: null, complete: true, limited: false, askedAt: touchesOf(context).now() }
  const { items, askedAt } = await fetchByIds(context, address, wanted.toReversed(), urgency)
  const complete = below.length <= size
  return { items, paging: 'no', cursor: complete ? null : (wanted.at(-1) ?? null), complete, limited: false, askedAt }
}

async function fetchWider(
  context: EngineContext,
  address: NodeAddress,
  { cursor, size, isKnown }: Required<Below>,
  urgency: Urgency,
): Promise<ItemPage> {
  for (const pages of WIDER) {
    const page = await fetchNewest(context, address, urgency, pages * size)
    const at = page.items.findIndex(item => item.id === cursor)
    const items = at < 0 ? page.items.filter(item => !isKnown(item.id)) : page.items.slice(0, at)
    if (items.length > 0 || page.complete) return { ...page, items, cursor: page.complete ? null : (items[0]?.id ?? null) }
  }
  return { items: [], paging: 'no', cursor: null, complete: false, limited: true, askedAt: touchesOf(context).now() }
}

/** All ids of a node, newest first, asked once per session; null where the service does not tell. */
async function idsOf(context: EngineContext, address: NodeAddress, urgency: Urgency): Promise<readonly string[] | null> {
  const { ids } = feedState(context)
  const key = nodeKeyOf(address)
  const known = ids.get(key)
  if (known !== undefined) return known
  const list = await fetchIds(context, address, urgency)
  ids.set(key, list)
  return list
}

async function fetchIds(context: EngineContext, address: NodeAddress, urgency: Urgency): Promise<string[] | null> {
  try {
    const answer = await context.session.request('get', address.service, buildDiscoItemsQuery(address.node), { urgency })
    const list = (parseDiscoItems(answer) ?? []).flatMap(item => item.name || [])
    if (list.length === 0) return null
    const newest = (await ask(context, address, { node: address.node, maxItems: 1 }, urgency)).items.at(-1)?.id
    // Prosody lists newest first, others the other way round.
    return newest !== undefined && list[0] !== newest && list.at(-1) === newest ? list.toReversed() : list
  } catch (error) {
    if (error instanceof KithError && error.kind !== 'offline' && error.kind !== 'timeout') return null
    throw error
  }
}
