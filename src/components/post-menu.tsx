import { AtSign, Eye, EyeOff, Link, Pencil, Trash2, VolumeOff } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { allowMedia } from '#commands/allow-media.ts'
import { type DeletedPost, deletePost } from '#commands/delete-post.ts'
import { undoDeletePost } from '#commands/undo-delete-post.ts'
import type { Post } from '#model/post.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import type { AccountDb } from '#storage/schema.ts'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { originOf, sourceOf } from './media-origin.ts'
import { goTo, placeOfCompose, placeOfPost } from './places.ts'
import styles from './post-card.module.css'
import { copyText, linkOf, xmppAddressOf } from './share-post.ts'
import { usePersonName } from './use-person-name.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

const ShowLessDialog = lazy(async () => ({ default: (await import('./show-less-dialog.tsx')).ShowLessDialog }))
const FollowEntries = lazy(async () => ({ default: (await import('./follow-entries.tsx')).FollowEntries }))

/** Mine to change: written by me, as far as the service vouches for it. */
export function isMine(post: Pick<Post, 'author' | 'authorVerified' | 'service'>, me: string): boolean {
  return post.service === me || (post.author === me && post.authorVerified)
}

interface PostMenuProps {
  post: Post
  onDeleted?: (() => void) | undefined
  /** The one that repeats it, where it stands on the card for that. */
  repeat?: Post | undefined
  /** In a line of text and not in the corner of the card. */
  inLine?: boolean
}

export function PostMenu({ post, onDeleted, repeat, inLine = false }: PostMenuProps) {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  const [showingLess, setShowingLess] = useState(false)
  const remove = async (): Promise<void> => {
    const deletion = { postKey: post.key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    const undo = async (db: AccountDb, deleted: DeletedPost): Promise<boolean> => {
      const isBack = await undoDeletePost(db, deleted)
      // Whoever had to leave its page comes back to it.
      if (isBack && onDeleted) goTo(placeOfPost(post.key))
      return isBack
    }
    if (await withUndo('post.deleted', db => deletePost(db, deletion), undo)) onDeleted?.()
  }
  const copied = async (text: string, id: 'post.share.copied' | 'post.address.copied'): Promise<void> =>
    void toast(t((await copyText(text)) === 'copied' ? id : 'post.share.failed'))
  const items: MenuItem[] = [
    { label: t('post.menu.link'), icon: <Link />, onSelect: () => void copied(linkOf(post), 'post.share.copied') },
    { label: t('post.menu.address'), icon: <AtSign />, onSelect: () => void copied(xmppAddressOf(post), 'post.address.copied') },
    ...useMediaItems(post),
  ]
  if (isMine(post, me)) {
    const edit = { label: t('post.menu.edit'), icon: <Pencil />, onSelect: () => goTo(placeOfCompose({ edit: post.key })) }
    // Of what is only repeated there is nothing to change.
    if (!isOnlyRepeated(post)) items.push(edit)
    items.push({ label: t('post.menu.delete'), icon: <Trash2 />, danger: true, onSelect: () => void remove() })
  } else items.push({ label: t('mutes.menu'), icon: <VolumeOff />, onSelect: () => setShowingLess(true) })
  const follows = (onClose: () => void) => (
    <Suspense fallback={null}>
      <FollowEntries posts={repeat ? [post, repeat] : [post]} onClose={onClose} />
    </Suspense>
  )
  return (
    <>
      <Menu label={t('post.menu')} items={items} more={follows} className={inLine ? '' : styles.menu} />
      {showingLess && (
        <Suspense>
          <ShowLessDialog post={post} repeatedBy={repeat?.author ?? null} onClose={() => setShowingLess(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Consent to somebody's pictures, given or taken back. */
function useMediaItems(post: Post): MenuItem[] {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const origin = originOf(post)
  const source = sourceOf(origin)
  const name = usePersonName(source)
  if (source === me || (post.enclosures.length === 0 && !post.rich && !post.html)) return []
  const set = (allowed: boolean) => () => void run(db => allowMedia(db, { source, allowed }))
  return [
    { label: t('post.media.always', { name }), icon: <Eye />, onSelect: set(true) },
    { label: t('post.media.never', { name }), icon: <EyeOff />, onSelect: set(false) },
  ]
}
