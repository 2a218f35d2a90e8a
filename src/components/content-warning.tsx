import { EyeOff } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Post } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './content-warning.module.css'
import { useUnfoldedPosts } from './use-unfolded.ts'

interface WarnedProps {
  post: Pick<Post, 'key' | 'warning'>
  /** Of the heading that names the post. */
  titleId: string
  title: ReactNode
  /** The title is the text, or the beginning of it: then it is what the warning is about. */
  titleTells: boolean
  children: ReactNode
}

/** What a post says. Behind a warning it is not there at all until it is wanted, so that nothing of it is asked for. */
export function Warned({ post, titleId, title, titleTells, children }: WarnedProps) {
  const { t } = useText()
  const unfolded = useUnfoldedPosts(store => store.keys.has(post.key))
  const id = useId()
  if (post.warning === null)
    return (
      <>
        {title}
        {children}
      </>
    )
  return (
    <>
      {!titleTells && title}
      <WarningLine post={post} unfolded={unfolded} contentId={id} />
      {!unfolded && titleTells && (
        <VisuallyHidden>
          <h2 id={titleId}>{t('reading.warning.post')}</h2>
        </VisuallyHidden>
      )}
      {unfolded && (
        <div id={id}>
          {titleTells && title}
          {children}
        </div>
      )}
    </>
  )
}

function WarningLine({ post, unfolded, contentId }: { post: WarnedProps['post']; unfolded: boolean; contentId: string }) {
  const { t } = useText()
  const set = useUnfoldedPosts(store => store.set)
  return (
    <div className={styles.warning}>
      <EyeOff aria-hidden />
      <p className={styles.words}>
        <strong>{t('reading.warning')}</strong>
        <bdi>{post.warning || t('reading.warning.delicate')}</bdi>
      </p>
      <Button size="s" aria-expanded={unfolded} aria-controls={unfolded ? contentId : undefined} onClick={() => set(post.key, !unfolded)}>
        {t(unfolded ? 'reading.warning.hide' : 'reading.warning.show')}
      </Button>
    </div>
  )
}
