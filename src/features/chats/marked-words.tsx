import { useMe } from '#components/account-context.tsx'
import { messageWords } from '#components/file-words.ts'
import { usePersonName } from '#components/use-person-name.ts'
import type { Marked } from '#storage/marks.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './pinned-line.module.css'

const LONGEST = 300

/** Whose message it is, when it was written and what it says, where it is on this device. */
export function MarkedWords({ marked: { mark, message } }: { marked: Marked }) {
  const { t, intl } = useText()
  const me = useMe()
  const name = usePersonName(mark.from)
  return (
    <span className={styles.said}>
      <span className={styles.who}>
        <bdi>{mark.from === me ? t('messages.you') : name}</bdi>
        <time dateTime={new Date(mark.sentAt).toISOString()}>{intl.formatDate(mark.sentAt, { dateStyle: 'medium' })}</time>
      </span>
      <span className={styles.text} dir="auto">
        {message ? messageWords(t, message, name).slice(0, LONGEST) : t('marked.notHere')}
      </span>
    </span>
  )
}
