import { Link, MessageCircle, Quote, Repeat2, Reply, Share2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { deletePost } from '#commands/delete-post.ts'
import { publishPost } from '#commands/publish-post.ts'
import { nodeKeyOf, postKeyOf } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { isOnlyRepeated } from '#model/repost.ts'
import { getContact } from '#storage/contacts.ts'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { goTo, placeOfCompose } from './places.ts'
import styles from './post-actions.module.css'
import { copyText, linkOf, sharePost } from './share-post.ts'
import { useNode } from './use-node.ts'
import { useRemembered } from './use-remembered.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

const SendInChat = lazy(async () => ({ default: (await import('./send-in-chat.tsx')).SendInChat }))

/** Ways to pass a post on: to who reads me, to somebody, to anywhere else. */
export function ShareMenu({ post }: { post: Post }) {
  const { t } = useText()
  const [isChoosing, setIsChoosing] = useState(false)
  const repeats = useRepeatItems(post)
  const copy = async (): Promise<void> =>
    void toast(t((await copyText(linkOf(post))) === 'copied' ? 'post.share.copied' : 'post.share.failed'))
  const share = async (): Promise<void> => {
    if ((await sharePost(post)) === 'failed') toast(t('post.share.failed'))
  }
  const items: MenuItem[] = [
    ...repeats,
    { label: t('share.chat'), icon: <MessageCircle />, onSelect: () => setIsChoosing(true) },
    { label: t('post.menu.link'), icon: <Link />, onSelect: () => void copy() },
  ]
  if ('share' in navigator) items.push({ label: t('share.elsewhere'), icon: <Share2 />, onSelect: () => void share() })
  return (
    <>
      <Menu label={t('post.share')} trigger={<Share2 />} items={items} className={styles.share} />
      {isChoosing && (
        <Suspense>
          <SendInChat post={post} onClose={() => setIsChoosing(false)} />
        </Suspense>
      )}
    </>
  )
}

/** Whether everybody may see it, as far as that is sure: what I may read of somebody who is no contact of mine, anybody may. */
function useIsPublic({ service, node }: Post): boolean {
  const access = useNode(nodeKeyOf({ service, node }))?.accessModel ?? 'unknown'
  const contact = useRemembered(`contact ${service}`, async db => (await getContact(db, service)) ?? null)
  if (access !== 'unknown') return access === 'open'
  const seesUs = contact?.subscription === 'both' || contact?.subscription === 'to'
  return node === BLOG_NODE && contact !== undefined && !seesUs
}

/** Repeating, quoting and answering. Only what everybody may see is repeated: my readers are others than the post's. */
function useRepeatItems(post: Post): MenuItem[] {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  const isPublic = useIsPublic(post)
  if (post.state !== 'published') return []
  // Of a post that only repeats another, that other one is meant.
  const meant = post.via && isOnlyRepeated(post) ? postKeyOf(post.via) : post.key
  const repeat = async (): Promise<void> => {
    const blog = { me, service: me, node: BLOG_NODE, now: Date.now() }
    await withUndo(
      'share.repeated',
      db => publishPost(db, { ...blog, title: '', text: '', draftKey: `repeat:${meant}`, extras: { via: meant } }),
      async (db, postKey) => {
        await deletePost(db, { postKey, now: Date.now(), undoMs: 0 })
        return true
      },
    )
  }
  const answer: MenuItem = { label: t('share.answer'), icon: <Reply />, onSelect: () => goTo(placeOfCompose({ reply: meant })) }
  if (!isPublic) return [answer]
  return [
    { label: t('share.repeat'), icon: <Repeat2 />, onSelect: () => void repeat() },
    { label: t('share.quote'), icon: <Quote />, onSelect: () => goTo(placeOfCompose({ via: meant })) },
    answer,
  ]
}
