import { type NodeKey, parseNodeKey } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import { getNode } from '#storage/nodes.ts'
import type { AccountDb } from '#storage/schema.ts'
import { personName } from './use-person-name.ts'
import { remember, useRemembered } from './use-remembered.ts'

const nameOf = (key: NodeKey): string => `node ${key}`

/** A blog or community as it is stored; null when it never was, undefined until that is known. */
export function useNode(key: NodeKey): FeedNode | null | undefined {
  return useRemembered(nameOf(key), async db => (await getNode(db, key)) ?? null)
}

/** Puts a node that was read anyway where its row starts from. */
export function rememberNode(db: AccountDb, node: FeedNode): void {
  remember(db, nameOf(node.key), node)
}

export async function nodeTitle(db: AccountDb, key: NodeKey): Promise<string> {
  const address = parseNodeKey(key)
  const node = await getNode(db, key)
  if (!address) return node?.title ?? key
  return address.node === BLOG_NODE ? personName(db, address.service) : node?.title || address.node
}

/** What a blog or community is called: a blog by its owner's name. */
export function useNodeTitle(key: NodeKey): string {
  return useRemembered(`node title ${key}`, db => nodeTitle(db, key)) ?? ''
}
