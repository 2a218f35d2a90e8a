import { Ban } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useRef, useState } from 'react'
import type { Message } from '#model/message.ts'
import { getMessage } from '#storage/messages.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { messageName } from './held-history.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageMarks } from './message-marks.tsx'
import { MessageEdited } from './message-edited.tsx'
import { ChangeFailure, MessageFailure } from './message-failure.tsx'
import { messageWords } from './file-words.ts'
import { MessageFiles, MessageUpload } from './message-files.tsx'
import { MessageLinks } from './message-links.tsx'
import { MessageQuote } from './message-quote.tsx'
import { MessageReactions } from './message-reactions.tsx'
import styles from './message-row.module.css'
import { useMessageSelection } from './message-selection.ts'
import { MessageStateMark } from './message-state-mark.tsx'
import { SelectMessage } from './select-message.tsx'
import { Spoiler } from './spoiler.tsx'
import { MessageText } from './shared-post.tsx'
import { isDrawnAsSticker, StickerView } from './sticker/sticker-view.tsx'
import { useRemembered } from './use-remembered.ts'

interface MessageRowProps {
  messageKey: string
  /** Who the conversation is with, as the reader calls them. */
  name: string
  /** Follows a message of the same person, or is followed by one, within minutes. */
  continues: boolean
  continued: boolean
  /** The newest message is where the keyboard enters the history. */
  isNewest: boolean
  /** Somebody was just led to it. */
  isMarked: boolean
}

/** One message. It reads itself, so that a change of one message draws one row. */
export const MessageRow = memo(function MessageRow({ messageKey, name, continues, continued, isNewest, isMarked }: MessageRowProps) {
  const { t, intl } = useText()
  const [active, setActive] = useState(false)
  const selecting = useMessageSelection(store => store.conversation !== null)
  const element = useRef<HTMLElement>(null)
  // What was pressed may be gone with what it did: the keyboard goes on from the message.
  useEffect(() => {
    if (active && document.activeElement === document.body) element.current?.focus({ preventScroll: true })
  })
  const message = useRemembered(messageName(messageKey), db => getMessage(db, messageKey))
  // Of many thousand not all are remembered: one that has no height yet would draw all the others near.
  if (!message) return <div className={styles.pending} />
  const mine = message.direction === 'out'
  const time = intl.formatTime(message.sentAt, { timeStyle: 'short' })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it listens for focus to bring its buttons into reach
    <article
      ref={element}
      className={cx(
        styles.row,
        mine ? styles.mine : styles.theirs,
        continues && styles.continues,
        continued && styles.continued,
        isMarked && styles.marked,
        selecting && styles.selecting,
      )}
      aria-label={mine ? t('chats.message.mine', { time }) : t('chats.message.theirs', { name, time })}
      // One's own words need no reading out.
      aria-live={mine ? 'off' : undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys go from message to message
      tabIndex={isNewest ? 0 : -1}
      data-message={messageKey}
      onKeyDown={event => selecting && !message.retracted && toggleBySpace(event)}
      onFocus={() => setActive(true)}
      onBlur={event => setActive(event.currentTarget.contains(event.relatedTarget))}
    >
      <div className={styles.line}>
        <div className={styles.bubble}>
          <Bubble message={message} time={time} />
        </div>
        {!message.retracted && !selecting && <MessageActions message={message} reachable={active} />}
      </div>
      <Below message={message} />
      {selecting && !message.retracted && (
        <SelectMessage messageKey={messageKey} words={messageWords(t, message, name)} tabIndex={active ? 0 : -1} />
      )}
    </article>
  )
})

/** What people feel about it, and what became of it on its way. */
function Below({ message }: { message: Message }) {
  return (
    <>
      {message.reactions && <MessageReactions message={message} reactions={message.reactions} />}
      {message.files && message.state === 'queued' && <MessageUpload message={message} files={message.files} />}
      {message.state === 'failed' && <MessageFailure messageKey={message.key} failure={message.failure} />}
      {message.change === 'failed' && <ChangeFailure messageKey={message.key} />}
    </>
  )
}

/** The message has the focus itself: nothing in it is meant. */
function toggleBySpace(event: KeyboardEvent<HTMLElement>): void {
  const { message } = event.currentTarget.dataset
  if (message === undefined || event.key !== ' ' || event.target !== event.currentTarget) return
  event.preventDefault()
  useMessageSelection.getState().toggle(message)
}

/** What a message says, or that it says nothing any more. */
function Bubble({ message, time }: { message: Message; time: string }) {
  const { t, intl } = useText()
  const { sentAt, state, change, versions, retracted, reply } = message
  const end = (
    <span className={styles.meta}>
      <MessageMarks message={message} />
      {versions && !retracted && <MessageEdited versions={versions} />}
      <time dateTime={new Date(sentAt).toISOString()} title={intl.formatDate(sentAt, { dateStyle: 'full', timeStyle: 'medium' })}>
        {time}
      </time>
      <MessageStateMark state={change === 'queued' ? 'queued' : state} />
    </span>
  )
  if (retracted)
    return (
      <p className={styles.gone}>
        <Ban aria-hidden />
        {t('messages.gone')}
        {end}
      </p>
    )
  if (isDrawnAsSticker(message))
    return (
      <>
        {reply && <MessageQuote message={message} reply={reply} />}
        <StickerView message={message} end={end} />
      </>
    )
  const said = (
    <>
      <MessageFiles message={message} />
      {message.body === '' && message.files ? <div className={styles.end}>{end}</div> : <MessageText message={message} end={end} />}
      {message.links && <MessageLinks message={message} />}
    </>
  )
  return (
    <>
      {reply && <MessageQuote message={message} reply={reply} />}
      {message.spoiler === undefined ? (
        said
      ) : (
        <Spoiler key={message.body} hint={message.spoiler} end={end}>
          {said}
        </Spoiler>
      )}
    </>
  )
}
