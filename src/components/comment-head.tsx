import { Clock, CornerDownRight, ShieldQuestionMark } from 'lucide-react'
import type { Comment } from '#model/post.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import styles from './comment-item.module.css'
import { placeOfPerson } from './places.ts'

interface CommentHeadProps {
  comment: Comment
  name: string
  /** Whom it answers, where its place does not say so. */
  to: string | null
}

/** Who said it, to whom and when, and what is not as usual about it. */
export function CommentHead({ comment, name, to }: CommentHeadProps) {
  const { t } = useText()
  return (
    <div className={styles.head}>
      {comment.author ? (
        <a href={placeOfPerson(comment.author)} className={styles.name} title={comment.author}>
          <bdi>{name}</bdi>
        </a>
      ) : (
        <bdi className={styles.name}>{name}</bdi>
      )}
      {to !== null && (
        <span className={styles.mark}>
          <CornerDownRight aria-hidden />
          <bdi>{t('comments.to', { name: to })}</bdi>
        </span>
      )}
      {!comment.authorVerified && (
        <span className={styles.mark} title={t('post.author.unverified.why')}>
          <ShieldQuestionMark aria-hidden />
          {t('post.author.unverified')}
        </span>
      )}
      <Time at={Math.abs(comment.publishedAt)} className={styles.time ?? ''} />
      {comment.edited && <span className={styles.mark}>{t('post.edited')}</span>}
      {comment.state === 'queued' && (
        <span className={styles.mark}>
          <Clock aria-hidden />
          {t('post.state.queued')}
        </span>
      )}
    </div>
  )
}
