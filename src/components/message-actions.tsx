import { Copy, Forward, Info, Pencil, Pin, PinOff, Reply, SquareCheck, Star, StarOff, Sticker, Trash2 } from 'lucide-react'
import { lazy, Suspense, useDeferredValue, useState } from 'react'
import { canForward } from '#commands/forward-messages.ts'
import { reactToMessage } from '#commands/react-to-message.ts'
import { retractMessage } from '#commands/retract-message.ts'
import { undoRetractMessage } from '#commands/undo-retract-message.ts'
import type { Message } from '#model/message.ts'
import { markIdOf } from '#model/message-mark.ts'
import { areOnlyHere } from '#model/upload.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import { cx } from '#ui/cx.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { Menu, type MenuItem } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useAccount, useMe } from './account-context.tsx'
import styles from './message-actions.module.css'
import { useMessageWishes } from './message-wishes.ts'
import { ReactionPicker } from './reaction-picker.tsx'
import { useCopyMessages } from './use-copy-messages.ts'
import { useMark, useMarking } from './use-marks.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

const PackOfSticker = lazy(async () => ({ default: (await import('./sticker/pack-of-sticker.tsx')).PackOfSticker }))
const MessageInfo = lazy(async () => ({ default: (await import('./message-info.tsx')).MessageInfo }))

interface MessageActionsProps {
  message: Message
  /** In the tab order only while its message has the focus, so that a history is one stop. */
  reachable: boolean
}

/** What can be done with a message. What many messages say is drawn first, and this when there is time. */
export function MessageActions({ message, reachable }: MessageActionsProps) {
  const isTime = useDeferredValue(true, false)
  // What never had a name cannot be spoken of (XEP-0359), nor what nobody else has yet: that would hold up what is said behind it.
  const hasName = message.originId !== null && message.state !== 'failed' && !areOnlyHere(message.files)
  return (
    <div className={cx(styles.actions, hasName ? styles.three : styles.one)}>
      {isTime && <Buttons message={message} reachable={reachable} hasName={hasName} />}
    </div>
  )
}

function Buttons({ message, reachable, hasName }: MessageActionsProps & { hasName: boolean }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const { answer } = useMessageWishes()
  const [open, setOpen] = useState<'info' | 'pack' | null>(null)
  const items = useItems(message, setOpen)
  const close = (): void => setOpen(null)
  const tabIndex = reachable ? 0 : -1
  return (
    <>
      {hasName && (
        <>
          <ReactionPicker
            tabIndex={tabIndex}
            onChoose={emoji => void run(db => reactToMessage(db, { me, messageKey: message.key, emoji, now: Date.now() }))}
          />
          <IconButton label={t('messages.reply')} icon={<Reply />} tabIndex={tabIndex} onClick={() => answer(message)} />
        </>
      )}
      <Menu label={t('messages.more')} items={items} tabIndex={tabIndex} />
      {open !== null && (
        <Suspense>
          {open === 'info' ? <MessageInfo message={message} onClose={close} /> : <PackOfSticker message={message} onClose={close} />}
        </Suspense>
      )}
    </>
  )
}

function useItems(message: Message, onOpen: (what: 'info' | 'pack') => void): MenuItem[] {
  const { t } = useText()
  const me = useMe()
  const withUndo = useSecondThoughts()
  const { change, select, forward } = useMessageWishes()
  const account = useAccount()
  const mark = useMark(message)
  const marking = useMarking()
  const copy = useCopyMessages()
  const remove = (): void => {
    const taking = { me, messageKey: message.key, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }
    void withUndo(
      'messages.deleted',
      async db => {
        const taken = await retractMessage(db, taking)
        // Nothing of it is wanted any more.
        // Where no engine answers, nothing is on its way.
        if (taken?.unsent) void account.ask('cancel-upload', { owner: message.key }).catch(() => undefined)
        return taken
      },
      (db, taken) => undoRetractMessage(db, { me, ...taken }),
    )
  }
  const items: MenuItem[] = [{ label: t('chats.message.copy'), icon: <Copy />, onSelect: () => void copy([message]) }]
  if (message.sticker?.pack) items.push({ label: t('packs.look'), icon: <Sticker />, onSelect: () => onOpen('pack') })
  if (markIdOf(message) !== undefined)
    items.push(
      mark?.pinned
        ? { label: t('acts.unpin'), icon: <PinOff />, onSelect: () => marking.set(message, 'pinned', false) }
        : { label: t('acts.pin'), icon: <Pin />, onSelect: () => marking.set(message, 'pinned', true) },
      mark?.starred
        ? { label: t('acts.unstar'), icon: <StarOff />, onSelect: () => marking.set(message, 'starred', false) }
        : { label: t('acts.star'), icon: <Star />, onSelect: () => marking.set(message, 'starred', true) },
    )
  if (canForward(message)) items.push({ label: t('acts.forward'), icon: <Forward />, onSelect: () => forward([message.key]) })
  items.push({ label: t('acts.select'), icon: <SquareCheck />, onSelect: () => select(message) })
  items.push({ label: t('acts.info.show'), icon: <Info />, onSelect: () => onOpen('info') })
  if (message.direction === 'in' || message.originId === null) return items
  // Of what only shares something there are no words to change.
  if (message.state !== 'failed' && message.body !== '' && !message.sticker)
    items.push({ label: t('messages.edit'), icon: <Pencil />, onSelect: () => change(message) })
  if (message.state !== 'failed') items.push({ label: t('messages.delete'), icon: <Trash2 />, danger: true, onSelect: remove })
  return items
}
