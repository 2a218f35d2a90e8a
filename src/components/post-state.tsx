import { Clock, TriangleAlert } from 'lucide-react'
import { discardPost } from '#commands/discard-post.ts'
import { retryPost } from '#commands/retry-post.ts'
import { takeBackPost } from '#commands/take-back-post.ts'
import type { Post } from '#model/post.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import { draftIdOf } from '#storage/drafts.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { fileSize } from './file-size.ts'
import { failureWords } from './failure-words.ts'
import { goTo, placeOfCompose } from './places.ts'
import styles from './post-state.module.css'
import { UploadLine, useUploadProgress } from './upload-line.tsx'
import { useRun } from './use-run.ts'

/** What became of something I wrote: waiting, refused with the reason and the ways on, or gone at its server. */
export function PostStateLine({ post }: { post: Post }) {
  const { t, intl } = useText()
  const me = useMe()
  const run = useRun()
  // One that is nowhere yet may go elsewhere; of one that is at its service the change is changed.
  const edit = async (): Promise<void> => {
    const key = await run(db => takeBackPost(db, post.key, Date.now()))
    const draft = key === undefined ? undefined : draftIdOf(key)
    goTo(placeOfCompose(draft === undefined ? { edit: post.key } : { draft }))
  }
  switch (post.state) {
    case 'published':
      return null
    case 'queued':
      return <QueuedLine post={post} />
    case 'retracted':
      return (
        <p className={styles.line}>
          <TriangleAlert aria-hidden />
          {t(post.author === me ? 'post.state.retracted' : 'saved.gone')}
        </p>
      )
    case 'failed':
      return (
        <FailedLine
          words={t('post.state.failed', { reason: t(failureWords(post.failure), { limit: fileSize(intl, post.failure?.limit ?? 0) }) })}
          detail={post.failure?.condition ?? null}
          onRetry={() => void run(db => retryPost(db, post.key))}
          {...(!isOnlyRepeated(post) && { onEdit: () => void edit() })}
          onDiscard={() => void run(db => discardPost(db, post.key))}
        />
      )
  }
}

function QueuedLine({ post }: { post: Post }) {
  const { t } = useText()
  const percent = useUploadProgress(post.enclosures)
  if (percent !== null) return <UploadLine owner={post.key} percent={percent} />
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
  onEdit?: () => void
  onDiscard: () => void
}

/** Something that was refused: why, and what can be done about it. */
export function FailedLine({ words, detail, onRetry, onEdit, onDiscard }: FailedLineProps) {
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
        {onEdit && (
          <Button size="s" onClick={onEdit}>
            {t('post.menu.edit')}
          </Button>
        )}
        <Button size="s" variant="ghost" onClick={onDiscard}>
          {t('common.discard')}
        </Button>
      </div>
    </div>
  )
}
