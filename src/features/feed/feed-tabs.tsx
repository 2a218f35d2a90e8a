import type { FeedView } from '#storage/posts.ts'
import { useText } from '#ui/text/use-text.ts'
import { placeOfFeed } from '#components/places.ts'
import styles from './feed-page.module.css'

const VIEWS: readonly FeedView[] = ['all', 'people', 'communities']

/** The views of the feed; each is a place of its own, so they are links. */
export function FeedTabs({ view }: { view: FeedView }) {
  const { t } = useText()
  return (
    <nav className={styles.tabs} aria-label={t('feed.views')}>
      {VIEWS.map(each => (
        <a key={each} href={placeOfFeed(each)} className={styles.tab} aria-current={each === view ? 'page' : undefined}>
          {t(`feed.view.${each}`)}
        </a>
      ))}
    </nav>
  )
}
