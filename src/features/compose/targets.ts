import { type NodeKey, nodeKeyOf, parseNodeKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { followedNodes, getNode } from '#storage/nodes.ts'
import type { AccountDb } from '#storage/schema.ts'

export interface Target {
  key: NodeKey
  /** Empty for my own blog. */
  title: string
  service: BareJid
}

/** Where I may publish, as far as is known: my blog, then the communities I follow and the one that was asked for. */
export async function targetsOf(db: AccountDb, me: BareJid, asked: NodeKey | undefined): Promise<Target[]> {
  const blog: Target = { key: nodeKeyOf({ service: me, node: BLOG_NODE }), title: '', service: me }
  const communities = (await followedNodes(db)).filter(({ kind, canPublish }) => kind === 'community' && canPublish !== 'no')
  const targets = communities.map(({ key, title, node, service }): Target => ({ key, title: title || node, service }))
  const address = asked && parseNodeKey(asked)
  if (asked && address && asked !== blog.key && address.node !== BLOG_NODE && !targets.some(({ key }) => key === asked)) {
    const node = await getNode(db, asked)
    targets.push({ key: asked, title: node?.title || address.node, service: address.service })
  }
  return [blog, ...targets]
}
