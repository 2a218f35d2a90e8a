import { Dexie } from 'dexie'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { NodeGap } from '#model/node.ts'
import type { AccountDb } from './schema.ts'

/** Newest post of the readings so far: what lies below a gap that opens now. */
export async function newestOfReadings(db: AccountDb, nodeKey: NodeKey, reading: number): Promise<PostKey | null> {
  const post = await db.posts
    .where('[nodeKey+sortAt]')
    .between([nodeKey, 0], [nodeKey, Dexie.maxKey], false)
    .reverse()
    .filter(candidate => candidate.reading <= reading)
    .first()
  return post?.key ?? null
}

/** @returns the gap as it is stored */
export async function addGap(db: AccountDb, gap: NodeGap): Promise<NodeGap> {
  const id = await db.nodeGaps.add(gap)
  return id === undefined ? gap : { ...gap, id }
}

export function getGap(db: AccountDb, id: number): Promise<NodeGap | undefined> {
  return db.nodeGaps.get(id)
}

/** A page below the upper edge was stored: the gap begins below that page now. */
export async function shrinkGap(db: AccountDb, id: number, edge: Partial<Pick<NodeGap, 'newerKey' | 'sortAt' | 'cursor'>>): Promise<void> {
  await db.nodeGaps.update(id, edge)
}

export async function closeGap(db: AccountDb, id: number): Promise<void> {
  await db.nodeGaps.delete(id)
}
