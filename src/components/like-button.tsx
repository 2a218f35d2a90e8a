import { Heart } from 'lucide-react'
import { toggleLike } from '#commands/toggle-like.ts'
import type { Post } from '#model/post.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import styles from './post-actions.module.css'
import { useRun } from './use-run.ts'

export function LikeButton({ post }: { post: Pick<Post, 'key' | 'myLike' | 'likeCount' | 'comments' | 'state'> }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  // Likes live among the comments, so a post without a place for them takes none; a waiting one of mine gets its place when it is published.
  const takesLikes = post.comments !== null || post.state === 'queued'
  return (
    <IconButton
      label={t('post.like')}
      {...(takesLikes ? {} : { disabled: true, title: t('post.comments.closed') })}
      icon={<Heart />}
      className={styles.like}
      pressed={post.myLike !== null}
      count={post.likeCount}
      onClick={() => void run(db => toggleLike(db, { me, postKey: post.key, now: Date.now() }))}
    />
  )
}
