import { Copy, Forward, Star, StarOff, Trash2, X } from 'lucide-react'
import { useEffect, useEffectEvent } from 'react'
import { canForward } from '#commands/forward-messages.ts'
import { useDb } from '#components/account-context.tsx'
import { useMessageSelection } from '#components/message-selection.ts'
import { useMessageWishes } from '#components/message-wishes.ts'
import { useCopyMessages } from '#components/use-copy-messages.ts'
import { useLiveQuery } from '#components/use-live-query.ts'
import { hasStarredAll } from '#storage/marks.ts'
import { getMessages } from '#storage/messages.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { topLayer } from '#ui/layers.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './selection-bar.module.css'
import { useManyMessages } from './use-many-messages.ts'

/** In the place of the composer while messages are being selected: how many they are, and what can be done with all of them. */
export function SelectionBar() {
  const { t } = useText()
  const db = useDb()
  const keys = useMessageSelection(store => store.keys)
  const end = useMessageSelection(store => store.end)
  const { forward } = useMessageWishes()
  const copy = useCopyMessages()
  const { star, remove } = useManyMessages()
  const list = [...keys]
  // What was taken back meanwhile is not meant any more.
  const found = useLiveQuery(async () => getMessages(db, list), [db, list.join(' ')])
  const messages = found ?? []
  const areStarred = useLiveQuery(async () => hasStarredAll(db, messages), [db, found]) ?? false
  const leave = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || topLayer() !== undefined) return
    event.preventDefault()
    end()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => leave(event)
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  const none = messages.length === 0
  const areMine = messages.every(({ direction, originId, state }) => direction === 'out' && originId !== null && state !== 'failed')
  const acts = [
    { label: t('chats.message.copy'), icon: <Copy />, act: () => void copy(messages).then(end) },
    { label: t('acts.forward'), icon: <Forward />, act: () => forward(messages.map(({ key }) => key)), off: !messages.every(canForward) },
    {
      label: t(areStarred ? 'acts.unstar' : 'acts.star'),
      icon: areStarred ? <StarOff /> : <Star />,
      act: () => void star(messages, !areStarred).then(done => done && end()),
    },
    { label: t('messages.delete'), icon: <Trash2 />, act: () => void remove(messages).then(done => done && end()), off: !areMine },
  ]
  return (
    <section className={styles.bar} aria-label={t('acts.selection')}>
      <IconButton label={t('acts.leaveSelection')} icon={<X />} onClick={end} />
      <p role="status" className={styles.count}>
        {t('acts.selected', { count: found?.length ?? keys.size })}
      </p>
      {acts.map(({ label, icon, act, off = false }) => (
        <Button key={label} variant="ghost" className={styles.act} icon={icon} title={label} disabled={none || off} onClick={act}>
          {label}
        </Button>
      ))}
    </section>
  )
}
