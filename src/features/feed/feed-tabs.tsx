import { Plus } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { type Place, placeOfFeed, placeOfList, placeOfTag } from '#components/places.ts'
import { useFollowedTags, useReaderLists } from '#components/use-lists.ts'
import styles from './feed-tabs.module.css'

const ListEditor = lazy(async () => ({ default: (await import('./list-editor.tsx')).ListEditor }))

const VIEWS = ['all', 'people', 'communities', 'saved'] as const

interface FeedTabsProps {
  /** The one that is open. */
  at: Place
  /** Behind them, for the one that is open. */
  children?: ReactNode
}

/** The views of the feed, the reader's lists and the tags they follow; each is a place of its own, so they are links. */
export function FeedTabs({ at, children }: FeedTabsProps) {
  const { t } = useText()
  const [isMaking, setIsMaking] = useState(false)
  // A name that no other row ever has: else the router would move this one to where another was.
  const [drawing] = useState(() => `feed-tabs-${(drawings += 1)}`)
  const lists = useReaderLists() ?? []
  const tags = useFollowedTags() ?? []
  const tab = (place: Place, name: ReactNode) => (
    <a key={place} ref={place === at ? reveal : null} href={place} className={styles.tab} aria-current={place === at ? 'page' : undefined}>
      {name}
    </a>
  )
  return (
    <div className={styles.bar}>
      <nav
        className={styles.tabs}
        aria-label={t('feed.views')}
        data-scroll-restoration-id={drawing}
        onScroll={event => (scrolled = event.currentTarget.scrollLeft)}
      >
        {VIEWS.map(view => tab(placeOfFeed(view), t(`feed.view.${view}`)))}
        {lists.map(({ id, name }) => tab(placeOfList(id), <bdi className={styles.name}>{name}</bdi>))}
        {tags.map(tag => tab(placeOfTag(tag), <bdi className={styles.name}>#{tag}</bdi>))}
      </nav>
      <IconButton label={t('views.list.new')} icon={<Plus />} onClick={() => setIsMaking(true)} />
      {children}
      {isMaking && (
        <Suspense>
          <ListEditor onClose={() => setIsMaking(false)} />
        </Suspense>
      )}
    </div>
  )
}

/** Room for what fades at the ends of the row, px. */
const EDGE = 24
/** How far the row was moved: it is drawn anew with every view, and is to stand as it was left. */
let scrolled = 0
let drawings = 0

/** As far on as the open tab needs to be in sight. Only the row moves, never the window. */
function reveal(tab: HTMLElement | null): void {
  const row = tab?.parentElement
  if (!tab || !row) return
  row.scrollLeft = scrolled
  const [outer, inner] = [row.getBoundingClientRect(), tab.getBoundingClientRect()]
  row.scrollLeft += Math.max(0, inner.right + EDGE - outer.right) || Math.min(0, inner.left - EDGE - outer.left)
}
