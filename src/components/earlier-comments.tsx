import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './comment-list.module.css'
import { failureWords } from './failure-words.ts'
import type { OlderComments } from './use-older-comments.ts'
import { useIsOnline } from './use-question.ts'
import type { ThreadWindow } from './use-thread-window.ts'

interface EarlierCommentsProps {
  window: ThreadWindow
  older: OlderComments
}

/** Above the comments, when they are not all: those on this device first, then those at the service; or why there are no more. */
export function EarlierComments({ window, older }: EarlierCommentsProps) {
  const { t } = useText()
  const online = useIsOnline()
  if (!window.hasMore && older.more === 'no') return null
  const show = async (): Promise<void> => {
    if (!window.hasMore) await older.ask()
    window.more()
  }
  const canAsk = window.hasMore || (older.more === 'yes' && online)
  return (
    <div className={styles.earlier}>
      {older.failure && <p className={styles.note}>{t('comments.earlier.failed', { reason: t(failureWords(older.failure)) })}</p>}
      {canAsk ? (
        <Button size="s" busy={older.asking} onClick={() => void show()}>
          {t('comments.earlier')}
        </Button>
      ) : (
        <p className={styles.note}>{t(older.more === 'limited' ? 'comments.earlier.limit' : 'comments.earlier.offline')}</p>
      )}
    </div>
  )
}
