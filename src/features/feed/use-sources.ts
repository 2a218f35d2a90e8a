import { useLiveQuery } from '#components/use-live-query.ts'
import { type NodeKey, nodeKeyOf, parseNodeKey } from '#model/keys.ts'
import type { FeedNode, NodeGap } from '#model/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import { feedKindOf } from '#model/post-merge.ts'
import type { BareJid } from '#shared/jid.ts'
import { allNodeGaps, followedNodeKeys, nodesOf } from '#storage/nodes.ts'
import { type FeedView, isReaderList } from '#storage/posts.ts'
import { recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb, useMe } from '#components/account-context.tsx'

interface Sources {
  /** There is somebody in it besides its reader. */
  followsSomething: boolean
  /** Where something is known to be missing. */
  gaps: readonly NodeGap[]
  /** How far each of them reaches: worked out at the end of what is stored only, undefined elsewhere. */
  nodes: readonly FeedNode[] | undefined
}

const NO_GAPS: readonly NodeGap[] = []

/** Keys alone: while three hundred nodes are caught up with, each of them changes every moment. */
async function sourceKeys(db: AccountDb, me: BareJid, view: FeedView): Promise<NodeKey[]> {
  const own = nodeKeyOf({ service: me, node: BLOG_NODE })
  const all = [...new Set([...(await followedNodeKeys(db)), own])]
  if (isReaderList(view)) {
    const members = new Set((await recordValue(db, 'list', view.slice('list:'.length)))?.nodes)
    return all.filter(key => members.has(key))
  }
  return view === 'all' ? all : all.filter(key => (view === 'people') === (kindOf(key) === 'person'))
}

function kindOf(key: NodeKey): string | undefined {
  const address = parseNodeKey(key)
  return address && feedKindOf(address)
}

/** The blogs and communities that a view is made of. @param isEnd the reader is at the end of what is stored */
export function useSources(view: FeedView, isEnd: boolean): Sources {
  const db = useDb()
  const me = useMe()
  const keys = useLiveQuery(async () => sourceKeys(db, me, view), [db, me, view])
  const gaps = useLiveQuery(async () => allNodeGaps(db), [db], NO_GAPS)
  const nodes = useLiveQuery(async () => (isEnd && keys ? nodesOf(db, keys) : undefined), [db, isEnd, keys?.join(' ')])
  const mine = new Set(keys)
  const own = nodeKeyOf({ service: me, node: BLOG_NODE })
  return { followsSomething: keys?.some(key => key !== own) === true, gaps: gaps.filter(({ nodeKey }) => mine.has(nodeKey)), nodes }
}
