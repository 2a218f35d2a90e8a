import { useLiveQuery } from 'dexie-react-hooks'
import { nodeKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { allNodeGaps, followedNodes, getNode } from '#storage/nodes.ts'
import type { FeedView } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { Page } from '#ui/page.tsx'
import { Pill } from '#ui/pill.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { FeedFooter } from '#components/feed-footer.tsx'
import { withGaps } from '#components/feed-items.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { useOlderPosts } from '#components/use-older-posts.ts'
import { FeedEmpty } from './feed-empty.tsx'
import styles from './feed-page.module.css'
import { FeedTabs } from './feed-tabs.tsx'
import { MOST_NEWER, useFrozenFeed } from './use-frozen-feed.ts'

/** The news feed: everything I follow, or only people, or only communities. */
export function FeedPage({ view = 'all' }: { view?: FeedView }) {
  const { t } = useText()
  return (
    <Page title={t('feed.title')}>
      <FeedTabs view={view} />
      <FeedList key={view} view={view} />
    </Page>
  )
}

/** The nodes the feed is made of, and the gaps they are known to have. */
async function sourcesOf(db: AccountDb, me: BareJid, view: FeedView) {
  const own = await getNode(db, nodeKeyOf({ service: me, node: BLOG_NODE }))
  const followed = await followedNodes(db)
  const all = own && own.followed !== 1 ? [...followed, own] : followed
  const nodes = all.filter(({ kind }) => view === 'all' || (view === 'people') === (kind === 'person'))
  // Read at once: while three hundred nodes are caught up with, three hundred questions each time would keep the page busy.
  const keys = new Set(nodes.map(({ key }) => key))
  return { nodes, gaps: (await allNodeGaps(db)).filter(({ nodeKey }) => keys.has(nodeKey)) }
}

function FeedList({ view }: { view: FeedView }) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const feed = useFrozenFeed(view)
  const sources = useLiveQuery(() => sourcesOf(db, me, view), [db, me, view])
  const older = useOlderPosts(sources?.nodes ?? [])
  const items = feed.rows && withGaps(feed.rows, sources?.gaps ?? [], feed.storageEnd)
  const showNewer = (): void => {
    feed.showNewer()
    window.scrollTo({ top: 0 })
  }
  return (
    <div className={styles.list}>
      <div role="status">
        {feed.newer > 0 && (
          <Pill onClick={showNewer}>
            {feed.newer < MOST_NEWER ? t('feed.newPosts', { count: feed.newer }) : t('feed.newPosts.many', { count: MOST_NEWER - 1 })}
          </Pill>
        )}
      </div>
      <PostFeed
        label={t(`feed.view.${view}`)}
        name={view}
        kept
        items={items}
        busy={older.asking}
        onNearEnd={feed.storageEnd ? older.onNearEnd : feed.more}
        footer={feed.storageEnd && sources && <FeedFooter older={older} />}
        empty={<FeedEmpty view={view} followsSomething={(sources?.nodes.length ?? 0) > 0} />}
      />
    </div>
  )
}
