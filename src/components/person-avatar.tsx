import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import { usePerson } from './use-person.ts'

interface PersonAvatarProps {
  jid: BareJid
  size?: number
  /** Alone it has to say who it is; beside the name, which is the rule, it is decoration. */
  labelled?: boolean
}

/** Somebody's picture, or their initials in their colour. */
export function PersonAvatar({ jid, size = 44, labelled = false }: PersonAvatarProps) {
  const { name, src } = usePerson(jid)
  return <Avatar name={name} seed={jid} src={src} size={size} labelled={labelled} />
}
