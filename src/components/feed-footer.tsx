import { Button } from '#ui/button.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from './failure-words.ts'
import styles from './post-feed.module.css'
import type { OlderPosts } from './use-older-posts.ts'

/** What is below the last post: more to come, the end, or why nothing comes. */
export function FeedFooter({ older }: { older: OlderPosts }) {
  const { t } = useText()
  if (older.failure)
    return (
      <div className={styles.footer}>
        <p>{t(failureWords(older.failure))}</p>
        <Button size="s" onClick={older.more}>
          {t('common.tryAgain')}
        </Button>
      </div>
    )
  if (older.asking)
    return (
      <div className={styles.footer}>
        <Spinner label={t('feed.older.loading')} />
      </div>
    )
  if (older.ended) return <p className={styles.footer}>{t('feed.end')}</p>
  if (!older.online) return <p className={styles.footer}>{t('feed.older.offline')}</p>
  return (
    <div className={styles.footer}>
      <Button size="s" onClick={older.more}>
        {t('feed.older')}
      </Button>
    </div>
  )
}
