import { useText } from '#ui/text/use-text.ts'
import styles from './history-lines.module.css'
import { useDayName } from './use-list-time.ts'

/** The day above its messages. */
export function HistoryDay({ at }: { at: number }) {
  const dayName = useDayName()
  return (
    <div className={styles.day}>
      <span>{dayName(at)}</span>
    </div>
  )
}

/** The line above what has not been read. */
export function HistoryDivider() {
  const { t } = useText()
  return (
    // oxlint-disable-next-line jsx-a11y/role-supports-aria-props -- a separator may be named
    <div className={styles.divider} role="separator" aria-label={t('chats.new')}>
      <span aria-hidden>{t('chats.new')}</span>
    </div>
  )
}
