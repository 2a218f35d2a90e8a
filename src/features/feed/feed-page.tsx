import type { ReactNode } from 'react'
import { type FeedView, isReaderList } from '#storage/posts.ts'
import { Page } from '#ui/page.tsx'
import { Pill } from '#ui/pill.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CatchUpLink } from '#components/catch-up-link.tsx'
import { FeedFooter } from '#components/feed-footer.tsx'
import { withGaps } from '#components/feed-items.ts'
import { placeOfFeed } from '#components/places.ts'
import { PostFeed } from '#components/post-feed.tsx'
import { useOlderPosts } from '#components/use-older-posts.ts'
import { FeedEmpty } from './feed-empty.tsx'
import styles from './feed-page.module.css'
import { FeedTabs } from './feed-tabs.tsx'
import { HiddenHint } from './hidden-hint.tsx'
import { type Elsewhere, useElsewhere } from './use-elsewhere.ts'
import { type FrozenFeed, MOST_NEWER, useFrozenFeed } from './use-frozen-feed.ts'
import { useSources } from './use-sources.ts'
import { ViewOptions } from './view-options.tsx'

/** The news feed: everything I follow, or only people, or only communities. */
export function FeedPage({ view = 'all' }: { view?: 'all' | 'people' | 'communities' }) {
  const { t } = useText()
  return (
    <Page title={t('feed.title')} actions={<CatchUpLink />}>
      <FeedTabs at={placeOfFeed(view)}>
        <ViewOptions view={view} />
      </FeedTabs>
      <FeedList key={view} view={view} label={t(`feed.view.${view}`)} />
    </Page>
  )
}

interface FeedListProps {
  view: FeedView
  label: string
  /** In place of one of the reader's own lists when there is nothing in it. */
  empty?: ReactNode
}

/** The posts of a view, with its pill and its end. */
export function FeedList({ view, label, empty }: FeedListProps) {
  const feed = useFrozenFeed(view)
  const sources = useSources(view, feed.storageEnd)
  const older = useOlderPosts(sources.nodes ?? [])
  const items = feed.rows && withGaps(feed.rows, sources.gaps, feed.storageEnd)
  const elsewhere = useElsewhere(view)
  return (
    <div className={styles.list}>
      <Pills feed={feed} elsewhere={elsewhere} />
      <PostFeed
        key={elsewhere.round}
        label={label}
        name={view}
        kept
        items={items}
        busy={older.asking}
        onNearEnd={feed.storageEnd ? older.onNearEnd : feed.more}
        footer={
          feed.storageEnd &&
          sources.nodes && (
            <>
              <FeedFooter older={older} />
              <HiddenHint view={view} />
            </>
          )
        }
        empty={
          <>
            {isReaderList(view) ? empty : <FeedEmpty view={view} followsSomething={sources.followsSomething} />}
            <HiddenHint view={view} />
          </>
        }
      />
    </div>
  )
}

interface PillsProps {
  feed: FrozenFeed
  elsewhere: Elsewhere
}

/** What waits for the reader: where they are on another device, else what is new. */
function Pills({ feed, elsewhere }: PillsProps) {
  const { t } = useText()
  const showNewer = (): void => {
    feed.showNewer()
    window.scrollTo({ top: 0 })
  }
  const goThere = (): void => {
    feed.showNewer()
    elsewhere.follow()
  }
  return (
    <div role="status">
      {elsewhere.position && <Pill onClick={goThere}>{t('feed.elsewhere')}</Pill>}
      {!elsewhere.position && feed.newer > 0 && (
        <Pill onClick={showNewer}>
          {feed.newer < MOST_NEWER ? t('feed.newPosts', { count: feed.newer }) : t('feed.newPosts.many', { count: MOST_NEWER - 1 })}
        </Pill>
      )}
    </div>
  )
}
