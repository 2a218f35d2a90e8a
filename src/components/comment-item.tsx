import { Clock, ShieldQuestionMark, Trash2 } from 'lucide-react'
import { memo } from 'react'
import { deleteComment } from '#commands/delete-comment.ts'
import { discardComment } from '#commands/discard-comment.ts'
import { undoDeleteComment } from '#commands/undo-delete-comment.ts'
import { retryComment } from '#commands/retry-comment.ts'
import type { PostKey } from '#model/keys.ts'
import type { Comment } from '#model/post.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import type { BareJid } from '#shared/jid.ts'
import { getComment } from '#storage/comments.ts'
import { Avatar } from '#ui/avatar.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import styles from './comment-item.module.css'
import { failureWords } from './failure-words.ts'
import { placeOfPerson } from './places.ts'
import { FailedLine } from './post-state.tsx'
import { PlainText } from './rich-text/plain-text.tsx'
import { usePerson } from './use-person.ts'
import { useRemembered } from './use-remembered.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface CommentItemProps {
  commentKey: PostKey
  /** Mine to delete: written by me, or under a post of mine. */
  mayDelete: (comment: Comment) => boolean
}

export const CommentItem = memo(function CommentItem({ commentKey, mayDelete }: CommentItemProps) {
  const comment = useRemembered(`comment ${commentKey}`, async db => (await getComment(db, commentKey)) ?? null)
  if (!comment) return null
  const deletable = mayDelete(comment)
  return comment.author ? (
    <KnownAuthor comment={comment} jid={comment.author} deletable={deletable} />
  ) : (
    <Drawn comment={comment} name={comment.authorName} jid={null} src={undefined} deletable={deletable} />
  )
})

function KnownAuthor({ comment, jid, deletable }: { comment: Comment; jid: BareJid; deletable: boolean }) {
  const { name, src } = usePerson(jid)
  return <Drawn comment={comment} name={name} jid={jid} src={src} deletable={deletable} />
}

interface DrawnProps {
  comment: Comment
  name: string
  jid: BareJid | null
  src: string | undefined
  deletable: boolean
}

function Drawn({ comment, name, jid, src, deletable }: DrawnProps) {
  const { t } = useText()
  const run = useRun()
  const withUndo = useSecondThoughts()
  const shown = name || t('post.author.unknown')
  const remove = (): Promise<boolean> => {
    const deletion = { commentKey: comment.key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    return withUndo('post.comment.deleted', db => deleteComment(db, deletion), undoDeleteComment)
  }
  return (
    <article className={styles.comment} aria-label={t('post.comment.by', { name: shown })}>
      <Avatar name={shown} seed={jid ?? shown} src={src} size={36} />
      <div className={styles.body}>
        <div className={styles.head}>
          {jid ? (
            <a href={placeOfPerson(jid)} className={styles.name} title={jid}>
              <bdi>{shown}</bdi>
            </a>
          ) : (
            <bdi className={styles.name}>{shown}</bdi>
          )}
          {!comment.authorVerified && (
            <span className={styles.mark} title={t('post.author.unverified.why')}>
              <ShieldQuestionMark aria-hidden />
              {t('post.author.unverified')}
            </span>
          )}
          <Time at={comment.publishedAt} className={styles.time ?? ''} />
          {comment.state === 'queued' && (
            <span className={styles.mark}>
              <Clock aria-hidden />
              {t('post.state.queued')}
            </span>
          )}
        </div>
        <PlainText text={comment.text} />
        {comment.state === 'failed' && (
          <FailedLine
            words={t('post.comment.failed', { reason: t(failureWords(comment.failure)) })}
            detail={comment.failure?.condition ?? null}
            onRetry={() => void run(db => retryComment(db, comment.key))}
            onDiscard={() => void run(db => discardComment(db, comment.key))}
          />
        )}
      </div>
      {deletable && comment.state !== 'failed' && (
        <IconButton label={t('post.comment.delete')} icon={<Trash2 />} className={styles.delete} onClick={() => void remove()} />
      )}
    </article>
  )
}
