import { CornerDownRight, X } from 'lucide-react'
import type { PostKey } from '#model/keys.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './comment-form.module.css'
import { useCommentAuthor } from './use-comment-author.ts'

/** Above the field: whose comment is answered, and the way back to answering the post. */
export function AnsweringLine({ commentKey, onStop }: { commentKey: PostKey; onStop: () => void }) {
  const { t } = useText()
  const name = useCommentAuthor(commentKey)
  return (
    <p className={styles.answering}>
      <CornerDownRight aria-hidden />
      <bdi>{name === null ? t('comments.answering.gone') : name && t('comments.answering', { name })}</bdi>
      <IconButton label={t('comments.answering.stop')} icon={<X />} onClick={onStop} />
    </p>
  )
}
