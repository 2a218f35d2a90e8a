import { useLiveQuery } from 'dexie-react-hooks'
import { AtSign, Heart, MessageCircle, Rss, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useDb } from '#components/account-context.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { type Place, placeOfPerson, placeOfPost } from '#components/places.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { getNotification } from '#storage/notifications.ts'
import type { Notification } from '#storage/schema.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './notification-row.module.css'

const ICONS = { like: Heart, comment: MessageCircle, follow: Rss, mention: AtSign, subscribe: UserPlus }

/** Where it happened: the post, else the person. */
function placeOf({ postKey, from }: Notification): Place {
  return postKey ? placeOfPost(postKey) : placeOfPerson(from)
}

export function NotificationRow({ notificationKey }: { notificationKey: string }) {
  const db = useDb()
  const notification = useLiveQuery(() => getNotification(db, notificationKey), [db, notificationKey])
  return <li className={styles.item}>{notification && <Row notification={notification} />}</li>
}

function Row({ notification }: { notification: Notification }) {
  const { t } = useText()
  const name = usePersonName(notification.from)
  // Seen a second after it appeared; the mark stays for as long as one is here.
  const [isNew] = useState(notification.seen === 0)
  const Icon = ICONS[notification.kind]
  return (
    <a href={placeOf(notification)} className={cx(styles.row, isNew && styles.new)}>
      <span className={styles.picture}>
        <PersonAvatar jid={notification.from} size={44} />
        <span className={cx(styles.kind, styles[notification.kind])}>
          <Icon aria-hidden />
        </span>
      </span>
      <span className={styles.text}>
        {/* Isolates around the name: whatever script it is in, it does not reorder the sentence. */}
        <span>{t(`notifications.${notification.kind}`, { name: `\u2068${name}\u2069` })}</span>
        {notification.text !== '' && (
          <span className={styles.quote} dir="auto">
            {notification.text}
          </span>
        )}
        <Time at={notification.at} className={styles.time ?? ''} />
      </span>
      {isNew && (
        <span className={styles.dot}>
          <VisuallyHidden>{t('notifications.new')}</VisuallyHidden>
        </span>
      )}
    </a>
  )
}
