import { AtSign, Eye, EyeOff, Link, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { allowMedia } from '#commands/allow-media.ts'
import { deletePost } from '#commands/delete-post.ts'
import type { Post } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { originOf, sourceOf } from './media-origin.ts'
import { goTo, placeOfCompose } from './places.ts'
import styles from './post-card.module.css'
import { copyText, linkOf, xmppAddressOf } from './share-post.ts'
import { usePersonName } from './use-person-name.ts'
import { useRun } from './use-run.ts'

/** Mine to change: written by me, as far as the service vouches for it. */
export function isMine(post: Pick<Post, 'author' | 'authorVerified' | 'service'>, me: string): boolean {
  return post.service === me || (post.author === me && post.authorVerified)
}

export function PostMenu({ post, onDeleted }: { post: Post; onDeleted?: (() => void) | undefined }) {
  const { t } = useText()
  const me = useMe()
  const [deleting, setDeleting] = useState(false)
  const copied = async (text: string, id: 'post.share.copied' | 'post.address.copied'): Promise<void> =>
    void toast(t((await copyText(text)) === 'copied' ? id : 'post.share.failed'))
  const items: MenuItem[] = [
    { label: t('post.menu.link'), icon: <Link />, onSelect: () => void copied(linkOf(post), 'post.share.copied') },
    { label: t('post.menu.address'), icon: <AtSign />, onSelect: () => void copied(xmppAddressOf(post), 'post.address.copied') },
    ...useMediaItems(post),
  ]
  if (isMine(post, me))
    items.push(
      { label: t('post.menu.edit'), icon: <Pencil />, onSelect: () => goTo(placeOfCompose({ edit: post.key })) },
      { label: t('post.menu.delete'), icon: <Trash2 />, danger: true, onSelect: () => setDeleting(true) },
    )
  return (
    <>
      <Menu label={t('post.menu')} items={items} className={styles.menu ?? ''} />
      <DeleteDialog post={post} open={deleting} onClose={() => setDeleting(false)} onDeleted={onDeleted} />
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

interface DeleteDialogProps {
  post: Post
  open: boolean
  onClose: () => void
  onDeleted: (() => void) | undefined
}

function DeleteDialog({ post, open, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useText()
  const run = useRun()
  const remove = async (): Promise<void> => {
    onClose()
    await run(db => deletePost(db, { postKey: post.key, now: Date.now() }))
    onDeleted?.()
  }
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('post.delete.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="danger" onClick={() => void remove()}>
            {t('post.delete.confirm')}
          </Button>
        </>
      }
    >
      <p>{t('post.delete.text')}</p>
    </Dialog>
  )
}
