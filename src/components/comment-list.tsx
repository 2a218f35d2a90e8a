import type { Post } from '#model/post.ts'
import { commentThreads } from '#storage/comments.ts'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb, useMe } from './account-context.tsx'
import { CommentForm } from './comment-form.tsx'
import styles from './comment-list.module.css'
import { CommentThread } from './comment-thread.tsx'
import { EarlierComments } from './earlier-comments.tsx'
import { failureWords } from './failure-words.ts'
import { isMine } from './post-menu.tsx'
import { useCommentPlace } from './use-comment-place.ts'
import { useLiveQuery } from './use-live-query.ts'
import { useOlderComments } from './use-older-comments.ts'
import { useQuestion } from './use-question.ts'
import { useThreadWindow } from './use-thread-window.ts'

/** The conversation below a post, oldest first, and the field to join it. */
export function CommentList({ post }: { post: Post }) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const threads = useLiveQuery(async () => commentThreads(db, post.key), [db, post.key])
  const published = post.state !== 'queued' && post.comments !== null
  const { answer, asking, failure, again } = useQuestion('open-comments', { postKey: post.key }, { enabled: published, freshMs: 10_000 })
  const wanted = useCommentPlace(store => store.comment)
  const window = useThreadWindow(threads ?? [], wanted)
  const older = useOlderComments(post.key, answer)
  return (
    <section className={styles.comments} aria-label={t('post.comments')}>
      <h2 className={styles.title}>{t('post.comments')}</h2>
      {post.comments ? <CommentForm post={post} /> : <p className={styles.note}>{t(closedWords(post))}</p>}
      {failure && failure.kind !== 'not-found' && (
        <Notice
          tone="warning"
          action={
            <Button size="s" onClick={again}>
              {t('common.tryAgain')}
            </Button>
          }
        >
          {t('post.comments.failed', { reason: t(failureWords(failure)) })}
        </Notice>
      )}
      {threads?.length === 0 && asking && <Skeleton avatar lines={2} />}
      {threads?.length === 0 && !asking && published && <p className={styles.note}>{t('post.comments.none')}</p>}
      <EarlierComments window={window} older={older} />
      {window.shown.map(thread => (
        <CommentThread key={thread.key} thread={thread} isOwner={isMine(post, me)} />
      ))}
    </section>
  )
}

function closedWords(post: Post): 'post.comments.later' | 'post.comments.closed' {
  return post.state === 'queued' ? 'post.comments.later' : 'post.comments.closed'
}
