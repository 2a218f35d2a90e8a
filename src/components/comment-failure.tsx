import { discardComment } from '#commands/discard-comment.ts'
import { retryComment } from '#commands/retry-comment.ts'
import type { Comment } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from './failure-words.ts'
import { FailedLine } from './post-state.tsx'
import { useRun } from './use-run.ts'

/** What was refused: what the service never had was not sent, what it holds otherwise was not changed, else it was to go. */
function wordsOf({ hash, before }: Comment): 'post.comment.failed' | 'comments.failed.edit' | 'comments.failed.delete' {
  if (before !== null) return 'comments.failed.edit'
  return hash === '' ? 'post.comment.failed' : 'comments.failed.delete'
}

export function CommentFailure({ comment }: { comment: Comment }) {
  const { t } = useText()
  const run = useRun()
  return (
    <FailedLine
      words={t(wordsOf(comment), { reason: t(failureWords(comment.failure)) })}
      detail={comment.failure?.condition ?? null}
      onRetry={() => void run(db => retryComment(db, comment.key))}
      onDiscard={() => void run(db => discardComment(db, comment.key))}
    />
  )
}
