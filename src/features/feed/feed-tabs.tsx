import { useText } from '#ui/text/use-text.ts'
import { type FeedTab, placeOfFeed } from '#components/places.ts'
import styles from './feed-page.module.css'

const TABS = ['all', 'people', 'communities', 'saved'] as const satisfies readonly FeedTab[]

/** The views of the feed; each is a place of its own, so they are links. */
export function FeedTabs({ view }: { view: FeedTab }) {
  const { t } = useText()
  return (
    <nav className={styles.tabs} aria-label={t('feed.views')}>
      {TABS.map(each => (
        <a key={each} href={placeOfFeed(each)} className={styles.tab} aria-current={each === view ? 'page' : undefined}>
          {t(`feed.view.${each}`)}
        </a>
      ))}
    </nav>
  )
}
