import { MessageCircle } from 'lucide-react'
import { lazy, Suspense } from 'react'
import type { Post } from '#model/post.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { LikeButton } from './like-button.tsx'
import styles from './post-actions.module.css'
import { titleOf } from './post-title.ts'
import { SaveButton } from './save-button.tsx'
import { ShareMenu } from './share-menu.tsx'

const KeepPictures = lazy(async () => ({ default: (await import('./keep-pictures.tsx')).KeepPictures }))

/** Written here and at no service yet. */
function isNowhere({ state, before }: Post): boolean {
  return before === null && (state === 'queued' || state === 'failed')
}

/** What one does with a post without leaving it. */
export function PostActions({ post, onComment }: { post: Post; onComment: () => void }) {
  const { t } = useText()
  return (
    <footer className={styles.actions}>
      <LikeButton post={post} />
      <IconButton label={t('post.comment')} icon={<MessageCircle />} count={post.commentCount} onClick={onComment} />
      <ShareMenu post={post} />
      <SaveButton
        postKey={post.key}
        title={titleOf(post)}
        isNowhere={isNowhere(post)}
        whileSaved={
          post.enclosures.length > 0 && (
            <Suspense fallback={null}>
              <KeepPictures post={post} />
            </Suspense>
          )
        }
      />
    </footer>
  )
}
