import { UserRoundMinus, UserRoundPlus } from 'lucide-react'
import { followNode } from '#commands/follow-node.ts'
import { unfollowNode } from '#commands/unfollow-node.ts'
import { nodeKeyOf, type NodeAddress } from '#model/keys.ts'
import { BLOG_NODE, type FeedKind, type Post } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { MenuEntry } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { useNode, useNodeTitle } from './use-node.ts'
import { useRun } from './use-run.ts'

type Written = Pick<Post, 'author' | 'authorVerified' | 'service' | 'node'>

interface FollowEntriesProps {
  /** The post, and the one that repeats it where it stands on the card for that. */
  posts: readonly Written[]
  onClose: () => void
}

function placesOf({ author, authorVerified, service, node }: Written, me: BareJid): NodeAddress[] {
  // A name that is only claimed leads nowhere.
  const person = author !== null && authorVerified && author !== me ? [{ service: author, node: BLOG_NODE }] : []
  return node === BLOG_NODE ? person : [...person, { service, node }]
}

/** In the menu of a post: whoever wrote it and where, to be followed or not any more. Read when somebody opens the menu. */
export function FollowEntries({ posts, onClose }: FollowEntriesProps) {
  const me = useMe()
  const places = new Map(posts.flatMap(post => placesOf(post, me)).map(address => [nodeKeyOf(address), address]))
  return Array.from(places, ([key, address]) => (
    <FollowEntry key={key} address={address} kind={address.node === BLOG_NODE ? 'person' : 'community'} onClose={onClose} />
  ))
}

function FollowEntry({ address, kind, onClose }: { address: NodeAddress; kind: FeedKind; onClose: () => void }) {
  const { t } = useText()
  const run = useRun()
  const key = nodeKeyOf(address)
  const known = useNode(key)
  const name = useNodeTitle(key)
  if (known === undefined || name === '') return null
  const follow = async (): Promise<void> => {
    const title = kind === 'person' ? '' : name
    await run(db => followNode(db, { ...address, kind, title, now: Date.now() }))
  }
  const begin = async (): Promise<void> => {
    await follow()
    toast(t(kind === 'person' ? 'follows.began.person' : 'follows.began.community', { name }))
  }
  const end = async (): Promise<void> => {
    await run(db => unfollowNode(db, { ...address, now: Date.now() }))
    toast(t('follows.ended', { name }), { action: { label: t('common.undo'), onSelect: () => void follow() } })
  }
  const item =
    known?.followed === 1
      ? { label: t('follows.end', { name }), icon: <UserRoundMinus />, onSelect: () => void end() }
      : { label: t('follows.begin', { name }), icon: <UserRoundPlus />, onSelect: () => void begin() }
  return <MenuEntry item={item} onClose={onClose} />
}
