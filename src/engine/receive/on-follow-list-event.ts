import { followEntryId, parseFollowEntry } from '#protocol/movim-follow-list.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { followedNodes } from '#storage/nodes.ts'
import type { EngineContext } from '../context.ts'
import { followSeen, isFollowable, rememberSeen, unfollowSeen } from '../follow-list.ts'
import type { ServiceEvent } from './on-pubsub-event.ts'

/** Reading a retraction takes a hash for each node, and what comes behind it must not overtake it. */
const queues = new WeakMap<EngineContext, Promise<void>>()

/** Another device of mine followed or unfollowed something. The caller made sure that it is my own account that says so. */
export function onFollowListEvent(context: EngineContext, { event }: ServiceEvent): Promise<void> {
  if (event.kind !== 'items') return Promise.resolve()
  const turn = (queues.get(context) ?? Promise.resolve()).then(() => merge(context, event))
  queues.set(
    context,
    turn.catch(() => undefined),
  )
  return turn
}

async function merge(context: EngineContext, event: Extract<ServiceEvent['event'], { kind: 'items' }>): Promise<void> {
  const entries = event.items.flatMap(item => parseFollowEntry(item.payload) ?? []).filter(isFollowable)
  const retracted = new Set(event.retracted)
  const ids = retracted.size === 0 ? [] : await idsOfFollowed(context)
  const gone = ids.filter(([id]) => retracted.has(id)).map(([, key]) => key)
  await context.inbox.commit(async db => {
    for (const entry of entries) await followSeen(db, entry)
    for (const key of gone) await unfollowSeen(db, key)
    await rememberSeen(db, seen => {
      for (const entry of entries) seen.add(nodeKeyOf(entry))
      for (const key of gone) seen.delete(key)
    })
  })
}

/** A retraction names the item only, and its id is a hash of what it stands for. */
async function idsOfFollowed({ account, db }: EngineContext) {
  const nodes = await followedNodes(db)
  return await Promise.all(nodes.map(async node => [await followEntryId(account, node), node.key] as const))
}
