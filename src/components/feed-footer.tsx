import { Button } from '#ui/button.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from './failure-words.ts'
import styles from './post-feed.module.css'
import { nodeTitle } from './use-node.ts'
import type { OlderPosts } from './use-older-posts.ts'
import { useRemembered } from './use-remembered.ts'

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
  if (older.ended) return <p className={styles.footer}>{older.limited.length > 0 ? <Limit {...older} /> : t('feed.end')}</p>
  if (!older.online) return <p className={styles.footer}>{t('feed.older.offline')}</p>
  return (
    <div className={styles.footer}>
      <Button size="s" onClick={older.more}>
        {t('feed.older')}
      </Button>
    </div>
  )
}

const NAMED = 3

/** The end is not the beginning: services that do not page give so many posts and no more. */
function Limit({ limited, isOne }: OlderPosts) {
  const { t, intl } = useText()
  const keys = limited.slice(0, NAMED)
  const names = useRemembered(`titles ${keys.join(' ')}`, db => Promise.all(keys.map(key => nodeTitle(db, key))))
  if (isOne) return t('states.limit.node')
  const others = limited.length - keys.length
  const list = [...(names ?? []), ...(others > 0 ? [t('states.limit.more', { count: others })] : [])]
  return t('states.limit.feed', { names: intl.formatList(list) })
}
