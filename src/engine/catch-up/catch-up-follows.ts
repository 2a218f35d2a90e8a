import { parseFollowEntry, PRIVATE_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { KithError } from '#shared/errors.ts'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import type { EngineContext } from '../context.ts'
import { fetchNewest } from '../fetch-items.ts'
import { FOLLOW_LIST_SEEN, followSeen, isFollowable, rememberSeen, unfollowSeen } from '../follow-list.ts'

/** More than anybody follows, and far below what a frame may hold. */
const MOST_FOLLOWS = 500
/** Servers keep so many items at least; a list this long that loses entries may just have been cut by its server. */
const SHORT_LIST = 100

/**
 * What other devices of mine followed and unfollowed meanwhile: the private list is the truth, not the subscriptions (Prosody may never
 * answer for those). What this device has not told yet stays as it is.
 */
export async function catchUpFollows(context: EngineContext): Promise<void> {
  const list = await fetchList(context)
  if (!list) return
  const entries = list.items.flatMap(item => parseFollowEntry(item.payload) ?? []).filter(isFollowable)
  await context.inbox.commit(async db => {
    const now = new Set<string>(entries.map(nodeKeyOf))
    for (const entry of entries) await followSeen(db, entry)
    const before: unknown = (await db.settings.get(FOLLOW_LIST_SEEN))?.value
    const gone = (Array.isArray(before) ? (before as string[]) : []).filter(key => !now.has(key))
    const mayBeCut = !list.complete || (gone.length > 0 && list.items.length >= SHORT_LIST)
    if (mayBeCut) return
    for (const key of gone) await unfollowSeen(db, key as NodeKey)
    await rememberSeen(db, seen => {
      seen.clear()
      for (const key of now) seen.add(key)
    })
  })
}

/** Undefined when there is none yet or the server does not tell: nothing is concluded from that. */
async function fetchList(context: EngineContext) {
  try {
    return await fetchNewest(context, { service: context.account, node: PRIVATE_FOLLOW_LIST }, 'background', MOST_FOLLOWS)
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    if (error.kind !== 'not-found') context.note('follow list not read', { condition: error.condition })
    return undefined
  }
}
