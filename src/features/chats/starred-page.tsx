import { Star, StarOff } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useMe } from '#components/account-context.tsx'
import { ListTrouble } from '#components/list-trouble.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { goTo, placeOfChat, placeOfMessage } from '#components/places.ts'
import { useDb } from '#components/account-context.tsx'
import { useLive } from '#components/use-live.ts'
import { useMarking } from '#components/use-marks.ts'
import { usePersonName } from '#components/use-person-name.ts'
import { type Marked, starredMessages } from '#storage/marks.ts'
import { findByName } from '#storage/messages.ts'
import { EmptyState } from '#ui/empty-state.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Page } from '#ui/page.tsx'
import { useText } from '#ui/text/use-text.ts'
import { MarkedWords } from './marked-words.tsx'
import styles from './starred-page.module.css'
import { useOpenMarked } from './use-open-marked.ts'

/** Messages with a star, of all conversations, the last one first. */
export function StarredPage() {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const starred = useLive(async () => starredMessages(db, me), [db, me])
  const { open, busy } = useOpenMarked()
  // What comes late leads nobody away from where they are by then.
  const wanted = useRef<string | null>(null)
  useEffect(
    () => () => {
      wanted.current = null
    },
    [],
  )
  const fetch = async (marked: Marked): Promise<void> => {
    const { id, name, conversation } = marked
    wanted.current = id
    if (!(await open(marked))) return
    const found = await findByName(db, { conversation, account: me, id: name })
    if (found && wanted.current === id) goTo(placeOfMessage(conversation, found.key))
  }
  return (
    <Page title={t('acts.starredPage')} back="#/chats">
      {starred.state === 'error' && <ListTrouble />}
      {starred.state === 'data' && starred.data.length === 0 && (
        <EmptyState icon={<Star />} title={t('acts.noStars.title')} text={t('acts.noStars.text')} />
      )}
      {starred.state === 'data' && starred.data.length > 0 && (
        <ul className={styles.list} aria-label={t('acts.starredPage')}>
          {starred.data.map(marked => (
            <Entry key={marked.id} marked={marked} isBusy={busy === marked.id} onFetch={fetch} />
          ))}
        </ul>
      )}
    </Page>
  )
}

interface EntryProps {
  marked: Marked
  isBusy: boolean
  /** It is not on this device yet. */
  onFetch: (marked: Marked) => Promise<void>
}

function Entry({ marked, isBusy, onFetch }: EntryProps) {
  const { t } = useText()
  const { remove } = useMarking()
  const { conversation, message } = marked
  const name = usePersonName(conversation)
  return (
    <li className={styles.entry}>
      <a
        href={message ? placeOfMessage(conversation, message.key) : placeOfChat(conversation)}
        className={styles.link}
        aria-busy={isBusy}
        onClick={event => {
          if (message || event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          void onFetch(marked)
        }}
      >
        <PersonAvatar jid={marked.mark.from} size={40} />
        <span className={styles.words}>
          <MarkedWords marked={marked} />
          <span className={styles.where}>{t('acts.inChat', { name })}</span>
        </span>
      </a>
      <IconButton label={t('acts.unstar')} icon={<StarOff />} onClick={() => remove(marked.id, 'starred')} />
    </li>
  )
}
