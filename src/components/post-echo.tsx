import type { Like, Post } from '#model/post.ts'
import { LikeLine } from './like-line.tsx'
import styles from './post-echo.module.css'
import { ReactionLine } from './reaction-line.tsx'

/** Below a whole post: who likes it, and what people attached. Its room is kept, since the latter comes a moment later. */
export function PostEcho({ post, likes }: { post: Post; likes: readonly Like[] }) {
  return (
    <div className={styles.echo}>
      <LikeLine likes={likes} />
      <ReactionLine post={post} />
    </div>
  )
}
