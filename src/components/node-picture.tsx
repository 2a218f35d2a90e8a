import type { FeedNode } from '#model/node.ts'
import type { NodeKey } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import { safeMediaUrl } from './rich-text/safe-href.ts'
import { useMediaAllowed } from './use-media-allowed.ts'

interface NodePictureProps {
  nodeKey: NodeKey
  service: BareJid
  title: string
  picture: FeedNode['avatarUrl']
  size?: number
}

/** A community's picture, fetched only when its service's media may be; initials otherwise. */
export function NodePicture({ nodeKey, service, title, picture, size = 44 }: NodePictureProps) {
  const url = safeMediaUrl(picture ?? undefined)
  const allowed = useMediaAllowed(url === undefined ? [] : [url], { person: null, service })
  return <Avatar name={title} seed={nodeKey} src={allowed === true ? url : undefined} size={size} />
}
