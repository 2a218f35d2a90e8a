import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import styles from './person-chip.module.css'
import { placeOfPerson } from './places.ts'
import { usePerson } from './use-person.ts'

/** Somebody by picture and name; leads to their profile. */
export function PersonChip({ jid, size = 28 }: { jid: BareJid; size?: number }) {
  const { name, src } = usePerson(jid)
  return (
    <a className={styles.chip} href={placeOfPerson(jid)} title={jid}>
      <Avatar name={name} seed={jid} src={src} size={size} />
      <bdi className={styles.name}>{name}</bdi>
    </a>
  )
}
