import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, use } from 'react'
import { Virtualizer, WindowVirtualizer, type WindowVirtualizerHandle } from 'virtua'
import { useScroller } from '#ui/scroller.ts'
import { useText } from '#ui/text/use-text.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useDb } from './account-context.tsx'
import type { FeedItem } from './feed-items.ts'
import { GapRow } from './gap-row.tsx'
import { movePosts } from './move-posts.ts'
import { OpenBesideContext } from './open-beside.ts'
import { PostCard } from './post-card.tsx'
import styles from './post-feed.module.css'
import { useFeedKeys } from './use-feed-keys.ts'
import { usePrimedPosts } from './use-primed-posts.ts'
import { recall, remember } from './use-remembered.ts'
import { useStartMargin } from './use-start-margin.ts'

/** How far ahead of the end older posts are looked for, in px. */
const AHEAD = 1200
/** How high a post is taken to be before it was drawn, in px. Much less, and what stands below the list is seen for a moment. */
const USUAL_HEIGHT = 320

interface PostFeedProps {
  /** Accessible name of the list. */
  label: string
  /** Under which name the reading position is kept. */
  name: string
  /** undefined while they are read for the first time. */
  items: readonly FeedItem[] | undefined
  busy: boolean
  /** Called whenever the end is near, and again when it is another function: it must not mind. */
  onNearEnd: () => void
  /** Below the last post. */
  footer: ReactNode
  /** In place of the list when there is nothing in it. */
  empty: ReactNode
}

/** A long list of posts in the window: only what is near the window is drawn, and the reading position survives leaving and coming back. */
export function PostFeed({ label, name, items, busy, onNearEnd, footer, empty }: PostFeedProps) {
  const primed = usePrimedPosts(items)
  if (!primed) return <FeedSkeleton />
  if (primed.length === 0) return empty
  return (
    <>
      <DrawnFeed label={label} name={name} items={primed} busy={busy} />
      <Sentinel onNear={onNearEnd} />
      {footer}
    </>
  )
}

interface Position {
  offset: number
  count: number
  cache: WindowVirtualizerHandle['cache']
}

function positionName(name: string): string {
  return `position ${name}`
}

function DrawnFeed({ label, name, items, busy }: { label: string; name: string; items: readonly FeedItem[]; busy: boolean }) {
  const db = useDb()
  const { t } = useText()
  const id = useId()
  const feed = useRef<HTMLDivElement>(null)
  const scroller = useScroller()
  const margin = useStartMargin(feed, scroller)
  const list = useRef<Pick<WindowVirtualizerHandle, 'cache'>>(null)
  const count = items.length
  const saved = recall<Position>(db, positionName(name))
  const cache = saved?.count === count ? { cache: saved.cache } : {}

  useLayoutEffect(() => {
    const before = recall<Position>(db, positionName(name))
    if (before) (scroller?.current ?? window).scrollTo(0, before.offset)
  }, [db, name, scroller])

  const keep = (): void => {
    if (!list.current) return
    remember(db, positionName(name), { offset: scroller?.current?.scrollTop ?? window.scrollY, count, cache: list.current.cache })
  }
  const hold = (handle: Pick<WindowVirtualizerHandle, 'cache'> | null): void => {
    list.current = handle
  }
  const draw = (item: FeedItem, index: number) => (
    <div key={item.id} className={styles.row}>
      {item.kind === 'post' ? <PostCard postKey={item.row.key} position={index + 1} /> : <GapRow gap={item.gap} />}
    </div>
  )
  // Also while it moves: who opens a post then leaves before it comes to rest.
  const common = { data: items, bufferSize: 800, itemSize: USUAL_HEIGHT, onScroll: keep, onScrollEnd: keep, ...cache }
  // A post that stands whole beside the list is not there a second time: with nothing else in it, it is no feed.
  const { post: open, person } = use(OpenBesideContext)
  useFeedKeys(feed, open === undefined && person === undefined)
  const isFeed = items.some(item => item.kind === 'post' && item.row.key !== open)
  const pattern = isFeed ? { role: 'feed', 'aria-label': label, 'aria-busy': busy, 'aria-describedby': id } : {}
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the feed pattern
    <div ref={feed} {...pattern} className={styles.feed} onKeyDown={movePosts}>
      {scroller ? (
        <Virtualizer ref={hold} scrollRef={scroller} startMargin={margin} {...common}>
          {draw}
        </Virtualizer>
      ) : (
        <WindowVirtualizer ref={hold} {...common}>
          {draw}
        </WindowVirtualizer>
      )}
      <span id={id} hidden>
        {t('feed.keys')}
      </span>
    </div>
  )
}

/**
 * Says when the end of the list comes near, and again whenever what is to be done there has become another thing while it still is
 * near: after a page that was short or brought nothing, when everything stored is shown, when the connection is back.
 */
function Sentinel({ onNear }: { onNear: () => void }) {
  const element = useRef<HTMLDivElement>(null)
  const scroller = useScroller()
  useEffect(() => {
    const target = element.current
    if (!target) return undefined
    const observer = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && onNear(), {
      root: scroller?.current ?? null,
      rootMargin: `0px 0px ${AHEAD}px 0px`,
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [scroller, onNear])
  return <div ref={element} className={styles.sentinel} />
}

export function FeedSkeleton() {
  return (
    <div className={styles.feed} aria-hidden>
      {[0, 1, 2].map(index => (
        <div key={index} className={styles.row}>
          <Skeleton avatar lines={5} className={styles.skeleton ?? ''} />
        </div>
      ))}
    </div>
  )
}
