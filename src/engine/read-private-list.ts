import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { KithError } from '#shared/errors.ts'
import type { NodeAddress } from '#model/keys.ts'
import type { EngineContext } from './context.ts'
import { fetchNewest, fetchOlder } from './fetch-items.ts'

/** Servers keep a hundred items at least; from a list this long the oldest ones may have fallen out by themselves. */
export const SURELY_KEPT = 100
const MOST = 2000

export interface PrivateList {
  /** Oldest first. */
  items: PubsubItem[]
  /** All of it was read. */
  complete: boolean
  /** Moment of the first question (feed-state.ts). */
  askedAt: number
}

/** A private node of mine, whole. Undefined when there is none yet or the server does not tell: nothing is concluded from that. */
export async function readPrivateList(context: EngineContext, address: NodeAddress): Promise<PrivateList | undefined> {
  try {
    let page = await fetchNewest(context, address, 'background', SURELY_KEPT)
    const { askedAt } = page
    const items = [...page.items]
    while (page.cursor !== null && page.items.length > 0 && items.length < MOST) {
      page = await fetchOlder(context, address, { cursor: page.cursor, paging: page.paging, size: SURELY_KEPT }, 'background')
      items.unshift(...page.items)
    }
    return { items, complete: page.complete, askedAt }
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    if (error.kind !== 'not-found') context.note('private list not read', { node: address.node, condition: error.condition })
    return undefined
  }
}
