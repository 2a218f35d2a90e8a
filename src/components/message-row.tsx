import { memo, useState } from 'react'
import { getMessage } from '#storage/messages.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { MessageActions } from './message-actions.tsx'
import { MessageFailure } from './message-failure.tsx'
import styles from './message-row.module.css'
import { MessageStateMark } from './message-state-mark.tsx'
import { MessageText } from './shared-post.tsx'
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
}

/** Under which name a message is remembered from one drawing of its row to the next. */
export function messageName(key: string): string {
  return `message ${key}`
}

/** One message. It reads itself, so that a change of one message draws one row. */
export const MessageRow = memo(function MessageRow({ messageKey, name, continues, continued, isNewest }: MessageRowProps) {
  const { t, intl } = useText()
  const [active, setActive] = useState(false)
  const message = useRemembered(messageName(messageKey), db => getMessage(db, messageKey))
  if (!message) return null
  const mine = message.direction === 'out'
  const time = intl.formatTime(message.sentAt, { timeStyle: 'short' })
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it listens for focus to bring its buttons into reach
    <article
      className={cx(styles.row, mine ? styles.mine : styles.theirs, continues && styles.continues, continued && styles.continued)}
      aria-label={mine ? t('chats.message.mine', { time }) : t('chats.message.theirs', { name, time })}
      // One's own words need no reading out.
      aria-live={mine ? 'off' : undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the arrow keys go from message to message
      tabIndex={isNewest ? 0 : -1}
      onFocus={() => setActive(true)}
      onBlur={event => setActive(event.currentTarget.contains(event.relatedTarget))}
    >
      <div className={styles.line}>
        <div className={styles.bubble}>
          <MessageText
            message={message}
            end={
              <span className={styles.meta}>
                <time
                  dateTime={new Date(message.sentAt).toISOString()}
                  title={intl.formatDate(message.sentAt, { dateStyle: 'full', timeStyle: 'medium' })}
                >
                  {time}
                </time>
                <MessageStateMark state={message.state} />
              </span>
            }
          />
        </div>
        <MessageActions body={message.body} reachable={active} />
      </div>
      {message.state === 'failed' && <MessageFailure messageKey={message.key} failure={message.failure} />}
    </article>
  )
})
