import { MessageCircle, Share2 } from 'lucide-react'
import type { Post } from '#model/post.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { LikeButton } from './like-button.tsx'
import styles from './post-actions.module.css'
import { sharePost } from './share-post.ts'

/** What one does with a post without leaving it. */
export function PostActions({ post, onComment }: { post: Post; onComment: () => void }) {
  const { t } = useText()
  const share = async (): Promise<void> => {
    const outcome = await sharePost(post)
    if (outcome === 'copied') toast(t('post.share.copied'))
    if (outcome === 'failed') toast(t('post.share.failed'))
  }
  return (
    <footer className={styles.actions}>
      <LikeButton post={post} />
      <IconButton label={t('post.comment')} icon={<MessageCircle />} count={post.commentCount} onClick={onComment} />
      <IconButton label={t('post.share')} icon={<Share2 />} onClick={() => void share()} />
    </footer>
  )
}
