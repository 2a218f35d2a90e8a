import { ChevronRight, UserRoundPlus } from 'lucide-react'
import { placeOfRequests } from '#components/places.ts'
import { useRemembered } from '#components/use-remembered.ts'
import { inboxKeys } from '#storage/conversations.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './requests-link.module.css'

/** The number says "99+" beyond that. */
const MOST = 100

/** Leads to what strangers wrote, where there is any. */
export function RequestsLink() {
  const { t } = useText()
  const count = useRemembered('requests', async db => (await inboxKeys(db, MOST, 2)).length) ?? 0
  if (count === 0) return null
  return (
    <a href={placeOfRequests()} className={styles.link}>
      <span className={styles.picture}>
        <UserRoundPlus aria-hidden />
      </span>
      <span className={styles.name}>{t('requests.title')}</span>
      <span className={styles.count} aria-hidden>
        {count < MOST ? count : `${MOST - 1}+`}
      </span>
      <VisuallyHidden>{t('requests.count', { count })}</VisuallyHidden>
      <ChevronRight aria-hidden className={styles.on} />
    </a>
  )
}
