import { followEntryId, parseFollowEntry } from '#protocol/movim-follow-list.ts'
import { type NodeAddress, nodeKeyOf } from '#model/keys.ts'
import { followedNodes } from '#storage/nodes.ts'
import type { EngineContext } from '../context.ts'
import { followSeen, isFollowable, rememberSeen, unfollowSeen } from '../follow-list.ts'
import { inBackground } from '../in-background.ts'
import { readNode } from '../read-node.ts'
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
  const followed = await context.inbox.commit(async db => {
    const fresh: NodeAddress[] = []
    for (const entry of entries) if (await followSeen(db, entry)) fresh.push({ service: entry.service, node: entry.node })
    for (const key of gone) await unfollowSeen(db, key)
    await rememberSeen(db, seen => {
      for (const entry of entries) seen.add(nodeKeyOf(entry))
      for (const key of gone) seen.delete(key)
    })
    return fresh
  })
  // Else nothing of it would be here before the next session catches up.
  for (const address of followed) inBackground(context, readNode(context, address, 1, 'background'), 'followed node not read')
}

/** A retraction names the item only, and its id is a hash of what it stands for. */
async function idsOfFollowed({ account, db }: EngineContext) {
  const nodes = await followedNodes(db)
  return await Promise.all(nodes.map(async node => [await followEntryId(account, node), node.key] as const))
}
