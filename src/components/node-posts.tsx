import { type ReactNode, useState } from 'react'
import type { NodeKey } from '#model/keys.ts'
import { getNode, nodeGapsOf } from '#storage/nodes.ts'
import { nodePostKeys } from '#storage/posts.ts'
import { useDb } from './account-context.tsx'
import { FeedFooter } from './feed-footer.tsx'
import { withGaps } from './feed-items.ts'
import { PostFeed } from './post-feed.tsx'
import { useLiveQuery } from './use-live-query.ts'
import { useOlderPosts } from './use-older-posts.ts'
import { recall, remember } from './use-remembered.ts'
import { longer, useRows } from './use-rows.ts'

const PAGE = 30

interface NodePostsProps {
  nodeKey: NodeKey
  label: string
  /** Its newest posts are being asked for. */
  asking: boolean
  /** In place of the list when there is nothing in it. */
  empty: ReactNode
}

/** The posts of one blog or community, newest first. */
export function NodePosts({ nodeKey, label, asking, empty }: NodePostsProps) {
  const db = useDb()
  const name = `node ${nodeKey}`
  const [limit, setLimit] = useState(() => recall<number>(db, `limit ${name}`) ?? PAGE)
  const { rows, isEnd, isRead } = useRows({ list: name, limit, read: (db, most) => nodePostKeys(db, nodeKey, most) })
  const node = useLiveQuery(async () => (await getNode(db, nodeKey)) ?? null, [db, nodeKey])
  const gaps = useLiveQuery(async () => nodeGapsOf(db, nodeKey), [db, nodeKey], [])
  const older = useOlderPosts(node ? [node] : [])
  const more = (): void => {
    if (!isRead) return
    const next = longer(limit, rows)
    remember(db, `limit ${name}`, next)
    setLimit(next)
  }
  return (
    <PostFeed
      label={label}
      name={name}
      items={rows && withGaps(rows, gaps, isEnd)}
      busy={asking || older.asking}
      onNearEnd={isEnd ? older.onNearEnd : more}
      footer={isEnd && node && <FeedFooter older={older} />}
      empty={empty}
    />
  )
}
