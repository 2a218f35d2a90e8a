import { Reply } from 'lucide-react'
import { memo, type RefObject, useEffect, useRef, useState } from 'react'
import type { PostKey } from '#model/keys.ts'
import { Avatar } from '#ui/avatar.tsx'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CommentEdit } from './comment-edit.tsx'
import { type CommentFacts, CommentFeeder } from './comment-facts.tsx'
import { CommentFailure } from './comment-failure.tsx'
import { CommentHead } from './comment-head.tsx'
import styles from './comment-item.module.css'
import { CommentMenu } from './comment-menu.tsx'
import { PlainText } from './rich-text/plain-text.tsx'
import { useCommentPlace } from './use-comment-place.ts'
import { useCommentWish } from './use-comment-wish.ts'
import { useIsPersonMuted } from './use-muted.ts'
import { useUnmutedHere } from './use-unfolded.ts'

interface CommentItemProps {
  commentKey: PostKey
  /** The post is mine, and with it the place of its comments. */
  isOwner: boolean
  /** The comment that it answers, where its place does not say so. */
  to: PostKey | null
  /** Near the screen: it follows what changes. */
  awake: boolean
}

export const CommentItem = memo(function CommentItem({ commentKey, isOwner, to, awake }: CommentItemProps) {
  const [facts, setFacts] = useState<CommentFacts | null>(null)
  return (
    <>
      {(awake || !facts) && <CommentFeeder commentKey={commentKey} to={to} onFacts={setFacts} />}
      {facts && <Shown facts={facts} isOwner={isOwner} />}
    </>
  )
})

/** What somebody says who is muted is there when it is wanted. */
function Shown({ facts, isOwner }: { facts: CommentFacts; isOwner: boolean }) {
  const { t } = useText()
  const { author, key } = facts.comment
  const isMuted = useIsPersonMuted(author)
  const isUnmuted = useUnmutedHere(store => store.keys.has(key))
  const unmute = useUnmutedHere(store => store.set)
  if (!isMuted || isUnmuted) return <Drawn facts={facts} isOwner={isOwner} />
  return (
    <article className={styles.muted} aria-label={t('mutes.comment')}>
      {t('mutes.comment')}
      <Button size="s" variant="ghost" onClick={() => unmute(key, true)}>
        {t('mutes.show')}
      </Button>
    </article>
  )
}

function Drawn({ facts: { comment, name, src, to }, isOwner }: { facts: CommentFacts; isOwner: boolean }) {
  const { t } = useText()
  const wish = useCommentWish(store => store.wish)
  const [editing, setEditing] = useState(false)
  const article = useRef<HTMLElement>(null)
  useBeingShown(article, comment.key)
  const shown = name || t('post.author.unknown')
  const endEdit = (): void => {
    // The field goes, and the focus with it: from here the next Tab goes on.
    article.current?.focus()
    setEditing(false)
  }
  return (
    <article ref={article} tabIndex={-1} className={styles.comment} aria-label={t('post.comment.by', { name: shown })}>
      <Avatar name={shown} seed={comment.author ?? shown} src={src} size={36} />
      <div className={styles.body}>
        <CommentHead comment={comment} name={shown} to={to} />
        {editing ? <CommentEdit comment={comment} onDone={endEdit} /> : <PlainText text={comment.text} />}
        {comment.state === 'failed' && <CommentFailure comment={comment} />}
        {!editing && comment.state !== 'failed' && (
          <button type="button" className={styles.reply} onClick={() => wish(comment.postKey, comment.itemId)}>
            <Reply aria-hidden />
            {t('comments.reply')}
          </button>
        )}
      </div>
      {!editing && <CommentMenu comment={comment} isOwner={isOwner} onEdit={() => setEditing(true)} className={styles.menu} />}
    </article>
  )
}

/** Somebody came for this very comment. */
function useBeingShown(article: RefObject<HTMLElement | null>, key: PostKey): void {
  const isWanted = useCommentPlace(store => store.comment === key)
  const goTo = useCommentPlace(store => store.goTo)
  useEffect(() => {
    if (!isWanted) return
    goTo(null)
    article.current?.scrollIntoView({ block: 'center' })
    article.current?.focus({ preventScroll: true })
  }, [isWanted, goTo, article])
}
