import type { BareJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './conversation-header.module.css'
import { PersonAvatar } from './person-avatar.tsx'
import { placeOfPerson } from './places.ts'
import { PresenceDot } from './presence-dot.tsx'
import { useSession } from './session-store.ts'
import { usePersonName } from './use-person-name.ts'

/** Who a conversation is with: picture, name and address, and what they are doing. Leads to their profile. */
export function ConversationHeader({ jid }: { jid: BareJid }) {
  const { t } = useText()
  const name = usePersonName(jid)
  const typing = useSession(store => store.typing.has(jid))
  const presence = useSession(store => store.presence.get(jid))
  const doing = typing ? t('chats.typing') : presence && presence !== 'offline' ? t(`chats.presence.${presence}`) : ''
  return (
    <a href={placeOfPerson(jid)} className={styles.header}>
      <span className={styles.picture}>
        <PersonAvatar jid={jid} size={40} />
        <PresenceDot jid={jid} />
      </span>
      <span className={styles.text}>
        <span className={styles.name} dir="auto">
          {name}
        </span>
        <span className={styles.line}>
          {name !== jid && <bdi className={styles.address}>{jid}</bdi>}
          {doing !== '' && (
            <span className={styles.doing}>
              {name !== jid && <span aria-hidden> · </span>}
              {doing}
            </span>
          )}
        </span>
      </span>
    </a>
  )
}
