import { Pencil, Trash2 } from 'lucide-react'
import { deleteComment } from '#commands/delete-comment.ts'
import { undoDeleteComment } from '#commands/undo-delete-comment.ts'
import type { Comment } from '#model/post.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { useSecondThoughts } from './use-second-thoughts.ts'

interface CommentMenuProps {
  comment: Comment
  /** The post is mine, and with it the place of its comments. */
  isOwner: boolean
  onEdit: () => void
  className: string | undefined
}

/** What its author may do with a comment, and whoever wrote the post; nothing for anybody else. */
export function CommentMenu({ comment, isOwner, onEdit, className }: CommentMenuProps) {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  // A name that is only claimed gives nobody a right: the service would refuse it, or another's words would be published as mine.
  const isMine = comment.author === me && comment.authorVerified
  const remove = (said: 'post.comment.deleted' | 'comments.removed') => (): void => {
    const deletion = { commentKey: comment.key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    void withUndo(said, db => deleteComment(db, deletion), undoDeleteComment)
  }
  const items: MenuItem[] = []
  if (isMine) items.push({ label: t('comments.edit'), icon: <Pencil />, onSelect: onEdit })
  if (comment.state !== 'failed') {
    if (isMine) items.push({ label: t('post.comment.delete'), icon: <Trash2 />, danger: true, onSelect: remove('post.comment.deleted') })
    else if (isOwner) items.push({ label: t('comments.remove'), icon: <Trash2 />, danger: true, onSelect: remove('comments.removed') })
  }
  return items.length > 0 && <Menu label={t('common.more')} items={items} className={className} />
}
