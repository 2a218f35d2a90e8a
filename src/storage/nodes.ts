import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { NodeKey } from '#model/keys.ts'
import type { FeedNode, NodeGap, Service } from '#model/node.ts'
import type { AccountDb } from './schema.ts'

/** What I follow, by title. */
export async function followedNodes(db: AccountDb): Promise<FeedNode[]> {
  const nodes = await db.nodes.where('followed').equals(1).toArray()
  return nodes.toSorted((one, other) => one.title.localeCompare(other.title) || (one.key < other.key ? -1 : 1))
}

/** Keys of what I follow, in no order: a change inside a node does not run it again. */
export function followedNodeKeys(db: AccountDb): Promise<NodeKey[]> {
  return db.nodes.where('followed').equals(1).primaryKeys()
}

/** Those of some nodes that are known here. */
export async function nodesOf(db: AccountDb, keys: readonly NodeKey[]): Promise<FeedNode[]> {
  return (await db.nodes.bulkGet([...keys])).flatMap(node => node ?? [])
}

export function getNode(db: AccountDb, key: NodeKey): Promise<FeedNode | undefined> {
  return db.nodes.get(key)
}

/** Known nodes of a service, by title. */
export async function nodeKeysOf(db: AccountDb, service: BareJid): Promise<NodeKey[]> {
  const range = db.nodes.where('[service+title]').between([service, Dexie.minKey], [service, Dexie.maxKey])
  return range.primaryKeys()
}

/** Services whose communities can be browsed: those of my own server first. */
export async function listServices(db: AccountDb): Promise<Service[]> {
  const services = await db.services.toArray()
  return services.toSorted((one, other) => Number(other.mine) - Number(one.mine) || one.jid.localeCompare(other.jid))
}

/** Stretches of a node that are known to be missing, newest first. */
export async function nodeGapsOf(db: AccountDb, nodeKey: NodeKey): Promise<NodeGap[]> {
  const gaps = await db.nodeGaps.where('nodeKey').equals(nodeKey).toArray()
  return gaps.toSorted((one, other) => other.sortAt - one.sortAt)
}

/** Of everything, newest first. */
export async function allNodeGaps(db: AccountDb): Promise<NodeGap[]> {
  return (await db.nodeGaps.toArray()).toSorted((one, other) => other.sortAt - one.sortAt)
}
