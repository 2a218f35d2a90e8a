import { parseFollowEntry, PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { KithError } from '#shared/errors.ts'
import { type NodeKey, nodeKeyOf } from '#model/keys.ts'
import { shownFollows, shownSeen } from '#storage/shown-follows.ts'
import type { EngineContext } from '../context.ts'
import { fetchNewest } from '../fetch-items.ts'
import { isFollowable } from '../follow-list.ts'

const MOST_FOLLOWS = 500

/** What of mine others can see that I follow: the list at my server is the truth, but for what it was not told yet. */
export async function catchUpShownFollows(context: EngineContext): Promise<void> {
  const now = await readList(context)
  if (!now) return
  await context.inbox.commit(async db => {
    const before = (await shownFollows(db)) ?? []
    for (const key of now) await shownSeen(db, key, true)
    for (const key of before) if (!now.has(key)) await shownSeen(db, key, false)
  })
}

/** Undefined where the server does not tell all of it: nothing is concluded from that. */
async function readList(context: EngineContext): Promise<ReadonlySet<NodeKey> | undefined> {
  try {
    const page = await fetchNewest(context, { service: context.account, node: PUBLIC_FOLLOW_LIST }, 'background', MOST_FOLLOWS)
    const entries = page.items.flatMap(item => parseFollowEntry(item.payload) ?? []).filter(isFollowable)
    return page.complete ? new Set(entries.map(nodeKeyOf)) : undefined
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    // No list, nothing that anybody could see.
    if (error.kind === 'not-found') return new Set()
    context.note('shown follows not read', { condition: error.condition })
    return undefined
  }
}
