import { followEntryId, parseFollowEntry } from '#protocol/movim-follow-list.ts'
import { nodeKeyOf, parseNodeKey } from '#model/keys.ts'
import { shownFollows, shownSeen } from '#storage/shown-follows.ts'
import type { EngineContext } from '../context.ts'
import { isFollowable } from '../follow-list.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Another device of mine changed what others can see that I follow. The caller made sure that it is my own account that says so. */
export async function onShownFollowsEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return
  const entries = event.items.flatMap(item => parseFollowEntry(item.payload) ?? []).filter(isFollowable)
  const retracted = new Set(event.retracted)
  const ids = retracted.size === 0 ? [] : await idsOfShown(context)
  await context.inbox.commit(async db => {
    for (const entry of entries) await shownSeen(db, nodeKeyOf(entry), true)
    for (const [id, key] of ids) if (retracted.has(id)) await shownSeen(db, key, false)
  })
}

/** A retraction names the item only, and its id is a hash of what it stands for. */
async function idsOfShown({ account, db }: EngineContext) {
  const keys = (await shownFollows(db)) ?? []
  const known = keys.flatMap(key => {
    const address = parseNodeKey(key)
    return address ? [{ key, address }] : []
  })
  return await Promise.all(known.map(async ({ key, address }) => [await followEntryId(account, address), key] as const))
}
