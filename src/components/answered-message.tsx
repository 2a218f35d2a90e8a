import { CornerDownRight, X } from 'lucide-react'
import { getMessage } from '#storage/messages.ts'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import styles from './answered-message.module.css'
import { messageWords } from './file-words.ts'
import { messageName } from './held-history.ts'
import { usePersonName } from './use-person-name.ts'
import { useRemembered } from './use-remembered.ts'

/** Above the field: the message that is answered, and the way to answer nothing. */
export function AnsweredMessage({ messageKey, onStop }: { messageKey: string; onStop: () => void }) {
  const { t } = useText()
  const me = useMe()
  const message = useRemembered(messageName(messageKey), db => getMessage(db, messageKey))
  const name = usePersonName(message?.from ?? me)
  return (
    <ComposerLine
      title={t('messages.answering', { name: message?.from === me ? t('messages.you') : name })}
      text={message ? messageWords(t, message, name) : t('messages.unknown')}
      onStop={onStop}
    />
  )
}

/** What the field is for, when it is not for something new. */
export function ComposerLine({ title, text, onStop }: { title: string; text: string; onStop: () => void }) {
  const { t } = useText()
  return (
    <div className={styles.line}>
      <CornerDownRight aria-hidden />
      <p className={styles.words}>
        <bdi className={styles.title}>{title}</bdi>
        <span className={styles.text} dir="auto">
          {text.slice(0, 200)}
        </span>
      </p>
      <IconButton label={t('messages.stop')} icon={<X />} onClick={onStop} />
    </div>
  )
}
