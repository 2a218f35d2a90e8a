import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './history-lines.module.css'
import type { HistoryEdge as Edge } from './use-history.ts'

/** The upper edge of a history: more is coming, or why it is not, or where it all began. */
export function HistoryEdge({ edge, name, onRetry }: { edge: Edge; name: string; onRetry: () => void }) {
  const { t } = useText()
  switch (edge) {
    case 'loading':
      return (
        <div className={styles.edge} role="progressbar" aria-label={t('chats.older.loading')}>
          <Skeleton lines={2} className={cx(styles.ghost)} />
          <Skeleton lines={2} className={cx(styles.ghostMine)} />
        </div>
      )
    case 'beginning':
      return <p className={styles.note}>{t('chats.older.beginning', { name })}</p>
    case 'no-archive':
      return <p className={styles.note}>{t('chats.older.noArchive')}</p>
    case 'offline':
      return <p className={styles.note}>{t('chats.older.offline')}</p>
    case 'failed':
      return (
        <div className={styles.note}>
          <p>{t('chats.older.failed')}</p>
          <Button size="s" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        </div>
      )
  }
}
