import { AtSign, Heart, MessageCircle, Repeat2, Reply, Rss, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { type Place, placeOfPerson, placeOfPost } from '#components/places.ts'
import { useCommentPlace } from '#components/use-comment-place.ts'
import { usePersonName } from '#components/use-person-name.ts'
import type { BareJid } from '#shared/jid.ts'
import type { Notification } from '#storage/schema.ts'
import { cx } from '#ui/cx.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { Time } from '#ui/time.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import type { NotificationGroup } from './group-notifications.ts'
import styles from './notification-row.module.css'

const ICONS = { like: Heart, comment: MessageCircle, reply: Reply, repost: Repeat2, follow: Rss, mention: AtSign, subscribe: UserPlus }

/** Where it happened: the post, else the person. Several reposts lead to what they repeat. */
function placeOf({ newest: { kind, postKey, about, from }, people }: NotificationGroup): Place {
  if (kind === 'repost' && about && people.length > 1) return placeOfPost(about)
  return postKey ? placeOfPost(postKey) : placeOfPerson(from)
}

/** What happened, in one line for all who did it. */
export function NotificationRow({ group }: { group: NotificationGroup }) {
  const { t } = useText()
  const { newest } = group
  const goTo = useCommentPlace(store => store.goTo)
  // Seen a second after it appeared; the mark stays for as long as one is here.
  const [isNew, setNew] = useState(group.isNew)
  if (group.isNew && !isNew) setNew(true)
  const Icon = ICONS[newest.kind]
  return (
    <li className={styles.item}>
      <a href={placeOf(group)} className={cx(styles.row, isNew && styles.new)} onClick={() => goTo(newest.comment ?? null)}>
        <span className={styles.picture}>
          <PersonAvatar jid={newest.from} size={44} />
          <span className={cx(styles.kind, styles[newest.kind])}>
            <Icon aria-hidden />
          </span>
        </span>
        <span className={styles.text}>
          <Sentence group={group} />
          {newest.text !== '' && (
            <span className={styles.quote} dir="auto">
              {newest.text}
            </span>
          )}
          <span className={styles.time}>
            <Time at={newest.at} />
            {newest.claimed && <> · {t('post.author.unverified')}</>}
          </span>
        </span>
        {isNew && (
          <span className={styles.dot}>
            <VisuallyHidden>{t('notifications.new')}</VisuallyHidden>
          </span>
        )}
      </a>
    </li>
  )
}

function wordsOf({ kind, comment }: Notification): TextId {
  return kind === 'reply' && comment === undefined ? 'notifications.reply.post' : `notifications.${kind}`
}

function Sentence({ group: { newest, people } }: { group: NotificationGroup }) {
  const { t } = useText()
  const who = useNames(people)
  return <span>{t(wordsOf(newest), { people: who, count: people.length })}</span>
}

/** "Ada", "Ada and Bela", "Ada, Bela and 3 others". */
function useNames([first, second, ...more]: readonly BareJid[]): string {
  const { t } = useText()
  // Isolates around a name: whatever script it is in, it does not reorder the sentence.
  const name = `\u2068${usePersonName(first as BareJid)}\u2069`
  const other = `\u2068${usePersonName(second ?? (first as BareJid))}\u2069`
  if (second === undefined) return name
  if (more.length === 0) return t('notifications.people.two', { name, other })
  return t('notifications.people.more', { name, other, count: more.length })
}
