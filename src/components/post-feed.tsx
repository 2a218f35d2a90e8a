import { type ReactNode, useEffect, useId, useRef, use } from 'react'
import { keepPosition } from '#commands/keep-position.ts'
import { useScroller } from '#ui/scroller.ts'
import { SteadyList, type SteadyListHandle } from '#ui/steady-list/steady-list.tsx'
import { useText } from '#ui/text/use-text.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useDb } from './account-context.tsx'
import type { FeedItem } from './feed-items.ts'
import { GapRow } from './gap-row.tsx'
import { openingOf, recallPosition, positionToKeep, rememberPosition } from './list-position.ts'
import { movePosts } from './move-posts.ts'
import { OpenBesideContext } from './open-beside.ts'
import { PostCard } from './post-card.tsx'
import styles from './post-feed.module.css'
import { useFeedKeys } from './use-feed-keys.ts'
import { itemsNear, primePosts, usePrimedPosts } from './use-primed-posts.ts'
import { useRun } from './use-run.ts'
import { useWhenHidden } from './use-when-hidden.ts'

/** How far ahead of the end older posts are looked for, in px. */
const AHEAD = 1200
/** How high a post is taken to be before it was drawn, in px. Much less, and what stands below the list is seen for a moment. */
const USUAL_HEIGHT = 320

interface PostFeedProps {
  /** Accessible name of the list. */
  label: string
  /** Under which name the reading position is kept. */
  name: string
  /** Also for the next time that the page is opened. */
  kept?: boolean
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
export function PostFeed({ label, name, kept = false, items, busy, onNearEnd, footer, empty }: PostFeedProps) {
  const db = useDb()
  const primed = usePrimedPosts(items, () => recallPosition(db, name)?.key)
  if (!primed) return <FeedSkeleton />
  if (primed.length === 0) return empty
  return (
    <>
      <DrawnFeed label={label} name={name} kept={kept} items={primed} busy={busy} />
      <Sentinel onNear={onNearEnd} />
      {footer}
    </>
  )
}

const keyOf = ({ id }: FeedItem): string => id

const isPost = (id: string): boolean => !id.startsWith('gap ')

interface DrawnFeedProps {
  label: string
  name: string
  kept: boolean
  items: readonly FeedItem[]
  busy: boolean
}

function DrawnFeed({ label, name, kept, items, busy }: DrawnFeedProps) {
  const db = useDb()
  const run = useRun()
  const { t } = useText()
  const id = useId()
  const feed = useRef<HTMLDivElement>(null)
  const list = useRef<SteadyListHandle>(null)
  const primedAt = useRef<string>(undefined)
  const keep = (): void => {
    const place = list.current?.place(isPost)
    rememberPosition(db, name, items, place)
    if (place?.key === primedAt.current) return
    primedAt.current = place?.key
    void primePosts(db, itemsNear(items, place?.key))
  }
  const store = (): void => {
    if (kept) void run(own => keepPosition(own, { view: name, position: positionToKeep(own, name), now: Date.now() }))
  }
  useWhenHidden(store)
  // A post that stands whole beside the list is not there a second time: with nothing else in it, it is no feed.
  const { post: open, person } = use(OpenBesideContext)
  useFeedKeys(feed, open === undefined && person === undefined)
  const isFeed = items.some(item => item.kind === 'post' && item.row.key !== open)
  const pattern = isFeed ? { role: 'feed', 'aria-label': label, 'aria-busy': busy, 'aria-describedby': id } : {}
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the keys are those of the feed pattern
    <div ref={feed} {...pattern} className={styles.feed} onKeyDown={movePosts}>
      <SteadyList
        ref={list}
        items={items}
        keyOf={keyOf}
        usual={USUAL_HEIGHT}
        startAt={openingOf(recallPosition(db, name), items)}
        // Also while it moves: who opens a post then leaves before it comes to rest.
        onMove={keep}
        onRest={store}
      >
        {(item, index) => (
          <div className={styles.row}>
            {item.kind === 'post' ? <PostCard postKey={item.row.key} position={index + 1} /> : <GapRow gap={item.gap} />}
          </div>
        )}
      </SteadyList>
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
