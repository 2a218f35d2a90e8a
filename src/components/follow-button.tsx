import { Plus } from 'lucide-react'
import { followNode } from '#commands/follow-node.ts'
import { unfollowNode } from '#commands/unfollow-node.ts'
import { nodeKeyOf } from '#model/keys.ts'
import type { FeedKind } from '#model/post.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { useNode } from './use-node.ts'
import { useRun } from './use-run.ts'

interface FollowButtonProps {
  service: BareJid
  node: string
  kind: FeedKind
  /** What is followed, for the accessible name and the list of what I follow. */
  title: string
  size?: 's' | 'm'
}

/** Follows a blog or community, or stops it. Holds at once and is delivered when it can be. */
export function FollowButton({ service, node, kind, title, size = 's' }: FollowButtonProps) {
  const { t } = useText()
  const run = useRun()
  const known = useNode(nodeKeyOf({ service, node }))
  if (known === undefined) return null
  const followed = known?.followed === 1
  const follow = () => void run(db => followNode(db, { service, node, kind, title, now: Date.now() }))
  const unfollow = () => void run(db => unfollowNode(db, { service, node, now: Date.now() }))
  return (
    <Button
      size={size}
      variant={followed ? 'secondary' : 'primary'}
      icon={followed ? undefined : <Plus />}
      title={known?.followState === 'pending' ? t('communities.follow.pending') : undefined}
      onClick={followed ? unfollow : follow}
    >
      {t(followed ? 'communities.unfollow' : 'communities.follow')}
      <VisuallyHidden> {title}</VisuallyHidden>
    </Button>
  )
}
