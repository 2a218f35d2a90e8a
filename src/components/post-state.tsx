import { Clock, TriangleAlert } from 'lucide-react'
import { discardPost } from '#commands/discard-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import type { Post } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { fileSize } from './file-size.ts'
import { failureWords } from './failure-words.ts'
import styles from './post-state.module.css'
import { UploadLine, useUploadProgress } from './upload-line.tsx'
import { useRun } from './use-run.ts'

/** What became of something I wrote: waiting, refused with the reason and the ways on, or gone at its server. */
export function PostStateLine({ post }: { post: Post }) {
  const { t, intl } = useText()
  const run = useRun()
  switch (post.state) {
    case 'published':
      return null
    case 'queued':
      return <QueuedLine post={post} />
    case 'retracted':
      return (
        <p className={styles.line}>
          <TriangleAlert aria-hidden />
          {t('post.state.retracted')}
        </p>
      )
    case 'failed':
      return (
        <FailedLine
          words={t('post.state.failed', { reason: t(failureWords(post.failure), { limit: fileSize(intl, post.failure?.limit ?? 0) }) })}
          detail={post.failure?.condition ?? null}
          onRetry={() => void run(db => retryPost(db, post.key))}
          onDiscard={() => void run(db => discardPost(db, post.key))}
        />
      )
  }
}

function QueuedLine({ post }: { post: Post }) {
  const { t } = useText()
  const percent = useUploadProgress(post)
  if (percent !== null) return <UploadLine post={post} percent={percent} />
  return (
    <p className={styles.line}>
      <Clock aria-hidden />
      {t('post.state.queued')}
    </p>
  )
}

interface FailedLineProps {
  words: string
  /** The wire's own word, on hover, for those who can use it. */
  detail: string | null
  onRetry: () => void
  onDiscard: () => void
}

/** Something that was refused: why, and what can be done about it. */
export function FailedLine({ words, detail, onRetry, onDiscard }: FailedLineProps) {
  const { t } = useText()
  return (
    <div className={styles.failed}>
      <p className={styles.line} title={detail ?? undefined}>
        <TriangleAlert aria-hidden />
        {words}
      </p>
      <div className={styles.ways}>
        <Button size="s" onClick={onRetry}>
          {t('common.tryAgain')}
        </Button>
        <Button size="s" variant="ghost" onClick={onDiscard}>
          {t('common.discard')}
        </Button>
      </div>
    </div>
  )
}
