import { Ban } from 'lucide-react'
import { memo, useState } from 'react'
import type { Message } from '#model/message.ts'
import { getMessage } from '#storage/messages.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageEdited } from './message-edited.tsx'
import { ChangeFailure, MessageFailure } from './message-failure.tsx'
import { MessageFiles, MessageUpload } from './message-files.tsx'
import { MessageQuote } from './message-quote.tsx'
import { MessageReactions } from './message-reactions.tsx'
import styles from './message-row.module.css'
import { MessageStateMark } from './message-state-mark.tsx'
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

/** Under which name a message is remembered from one drawing of its row to the next. */
export function messageName(key: string): string {
  return `message ${key}`
}

/** One message. It reads itself, so that a change of one message draws one row. */
export const MessageRow = memo(function MessageRow({ messageKey, name, continues, continued, isNewest, isMarked }: MessageRowProps) {
  const { t, intl } = useText()
  const [active, setActive] = useState(false)
  const message = useRemembered(messageName(messageKey), db => getMessage(db, messageKey))
  if (!message) return null
  const mine = message.direction === 'out'
  const time = intl.formatTime(message.sentAt, { timeStyle: 'short' })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it listens for focus to bring its buttons into reach
    <article
      className={cx(
        styles.row,
        mine ? styles.mine : styles.theirs,
        continues && styles.continues,
        continued && styles.continued,
        isMarked && styles.marked,
      )}
      aria-label={mine ? t('chats.message.mine', { time }) : t('chats.message.theirs', { name, time })}
      // One's own words need no reading out.
      aria-live={mine ? 'off' : undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys go from message to message
      tabIndex={isNewest ? 0 : -1}
      data-message={messageKey}
      onFocus={() => setActive(true)}
      onBlur={event => setActive(event.currentTarget.contains(event.relatedTarget))}
    >
      <div className={styles.line}>
        <div className={styles.bubble}>
          <Bubble message={message} time={time} />
        </div>
        {!message.retracted && <MessageActions message={message} reachable={active} />}
      </div>
      {message.reactions && <MessageReactions message={message} reactions={message.reactions} />}
      {message.files && message.state === 'queued' && <MessageUpload message={message} files={message.files} />}
      {message.state === 'failed' && <MessageFailure messageKey={message.key} failure={message.failure} />}
      {message.change === 'failed' && <ChangeFailure messageKey={message.key} />}
    </article>
  )
})

/** What a message says, or that it says nothing any more. */
function Bubble({ message, time }: { message: Message; time: string }) {
  const { t, intl } = useText()
  const { sentAt, state, change, versions, retracted, reply } = message
  const end = (
    <span className={styles.meta}>
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
  return (
    <>
      {reply && <MessageQuote message={message} reply={reply} />}
      <MessageFiles message={message} />
      {message.body === '' && message.files ? <div className={styles.end}>{end}</div> : <MessageText message={message} end={end} />}
    </>
  )
}
