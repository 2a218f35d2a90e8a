import { memo, useRef, useState } from 'react'
import { Reply } from 'lucide-react'
import type { PostKey } from '#model/keys.ts'
import type { Comment } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { getComment } from '#storage/comments.ts'
import { Avatar } from '#ui/avatar.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CommentEdit } from './comment-edit.tsx'
import { CommentFailure } from './comment-failure.tsx'
import { CommentHead } from './comment-head.tsx'
import styles from './comment-item.module.css'
import { CommentMenu } from './comment-menu.tsx'
import { PlainText } from './rich-text/plain-text.tsx'
import { useCommentWish } from './use-comment-wish.ts'
import { usePerson } from './use-person.ts'
import { useRemembered } from './use-remembered.ts'

interface CommentItemProps {
  commentKey: PostKey
  /** The post is mine, and with it the place of its comments. */
  isOwner: boolean
  /** The comment that it answers, where its place does not say so. */
  to: PostKey | null
}

export const CommentItem = memo(function CommentItem({ commentKey, ...rest }: CommentItemProps) {
  const comment = useRemembered(`comment ${commentKey}`, async db => (await getComment(db, commentKey)) ?? null)
  if (!comment) return null
  return comment.author ? (
    <KnownAuthor comment={comment} jid={comment.author} {...rest} />
  ) : (
    <Drawn comment={comment} name={comment.authorName} jid={null} src={undefined} {...rest} />
  )
})

interface DrawnProps extends Omit<CommentItemProps, 'commentKey'> {
  comment: Comment
  name: string
  jid: BareJid | null
  src: string | undefined
}

function KnownAuthor({ jid, ...rest }: Omit<DrawnProps, 'name' | 'src' | 'jid'> & { jid: BareJid }) {
  const { name, src } = usePerson(jid)
  return <Drawn name={name} jid={jid} src={src} {...rest} />
}

function Drawn({ comment, name, jid, src, isOwner, to }: DrawnProps) {
  const { t } = useText()
  const wish = useCommentWish(store => store.wish)
  const [editing, setEditing] = useState(false)
  const article = useRef<HTMLElement>(null)
  const shown = name || t('post.author.unknown')
  const endEdit = (): void => {
    // The field goes, and the focus with it: from here the next Tab goes on.
    article.current?.focus()
    setEditing(false)
  }
  return (
    <article ref={article} tabIndex={-1} className={styles.comment} aria-label={t('post.comment.by', { name: shown })}>
      <Avatar name={shown} seed={jid ?? shown} src={src} size={36} />
      <div className={styles.body}>
        <CommentHead comment={comment} name={shown} jid={jid} to={to} />
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
