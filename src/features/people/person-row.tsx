import type { BareJid } from '#shared/jid.ts'
import { Avatar } from '#ui/avatar.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useIsOpenPerson } from '#components/open-beside.ts'
import { placeOfPerson } from '#components/places.ts'
import { useSession } from '#components/session-store.ts'
import { usePerson } from '#components/use-person.ts'
import styles from './people-page.module.css'

/** A contact in a list: who it is and whether they are there. */
export function PersonRow({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const { name, src } = usePerson(jid)
  const isOpen = useIsOpenPerson(jid)
  const show = useSession(store => store.presence.get(jid) ?? 'offline')
  return (
    <a href={placeOfPerson(jid)} className={styles.row} aria-current={isOpen ? 'page' : undefined}>
      <Avatar name={name} seed={jid} src={src} size={44} />
      <span className={styles.words}>
        <bdi className={styles.name}>{name}</bdi>
        <bdi className={styles.address}>{jid}</bdi>
      </span>
      {show !== 'offline' && (
        <span className={styles.presence} data-show={show}>
          {t(`people.presence.${show}`)}
        </span>
      )}
    </a>
  )
}
