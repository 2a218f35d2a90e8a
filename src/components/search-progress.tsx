import { useText } from '#ui/text/use-text.ts'
import styles from './search-progress.module.css'
import { useIndexProgress } from './use-index-progress.ts'

/** Says that older things cannot be found yet. Its room is kept, so that nothing jumps when it goes. */
export function SearchProgress() {
  const { t, intl } = useText()
  const progress = useIndexProgress()
  return (
    <p className={styles.progress} role="status">
      {progress !== null && t('search.reading', { part: intl.formatNumber(progress, { style: 'percent' }) })}
    </p>
  )
}
