import { Pin, Star } from 'lucide-react'
import type { Message } from '#model/message.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './message-marks.module.css'
import { useMark } from './use-marks.ts'

/** That I pinned or starred it. */
export function MessageMarks({ message }: { message: Message }) {
  const { t } = useText()
  const mark = useMark(message)
  if (!mark || message.retracted) return null
  return (
    <span className={styles.marks}>
      {mark.pinned !== null && <Pin aria-label={t('acts.isPinned')} role="img" />}
      {mark.starred !== null && <Star aria-label={t('acts.isStarred')} role="img" className={styles.star} />}
    </span>
  )
}
