import { Clock, CornerDownRight, ShieldQuestionMark } from 'lucide-react'
import type { PostKey } from '#model/keys.ts'
import type { Comment } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import styles from './comment-item.module.css'
import { placeOfPerson } from './places.ts'
import { useCommentAuthor } from './use-comment-author.ts'

interface CommentHeadProps {
  comment: Comment
  name: string
  jid: BareJid | null
  /** The comment that it answers, where its place does not say so. */
  to: PostKey | null
}

/** Who said it, to whom and when, and what is not as usual about it. */
export function CommentHead({ comment, name, jid, to }: CommentHeadProps) {
  const { t } = useText()
  return (
    <div className={styles.head}>
      {jid ? (
        <a href={placeOfPerson(jid)} className={styles.name} title={jid}>
          <bdi>{name}</bdi>
        </a>
      ) : (
        <bdi className={styles.name}>{name}</bdi>
      )}
      {to !== null && <Answered commentKey={to} />}
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

function Answered({ commentKey }: { commentKey: PostKey }) {
  const { t } = useText()
  const name = useCommentAuthor(commentKey)
  return (
    typeof name === 'string' && (
      <span className={styles.mark}>
        <CornerDownRight aria-hidden />
        <bdi>{t('comments.to', { name })}</bdi>
      </span>
    )
  )
}
