import { MessageCircle } from 'lucide-react'
import type { Post } from '#model/post.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { LikeButton } from './like-button.tsx'
import styles from './post-actions.module.css'
import { ShareMenu } from './share-menu.tsx'

/** What one does with a post without leaving it. */
export function PostActions({ post, onComment }: { post: Post; onComment: () => void }) {
  const { t } = useText()
  return (
    <footer className={styles.actions}>
      <LikeButton post={post} />
      <IconButton label={t('post.comment')} icon={<MessageCircle />} count={post.commentCount} onClick={onComment} />
      <ShareMenu post={post} />
    </footer>
  )
}
