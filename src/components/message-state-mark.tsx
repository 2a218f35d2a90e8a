import { Check, CheckCheck, Clock, TriangleAlert } from 'lucide-react'
import type { MessageState } from '#model/message.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import styles from './message-state-mark.module.css'

const ICONS = { queued: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: TriangleAlert }

/** How far a message of mine has come. The shapes differ, not only the colours; read aloud it is a word. */
export function MessageStateMark({ state }: { state: MessageState }) {
  const { t } = useText()
  if (state === 'received') return null
  const Icon = ICONS[state]
  return (
    <span className={cx(styles.mark, styles[state])} title={t(`chats.state.${state}`)}>
      <Icon aria-hidden />
      <VisuallyHidden>{t(`chats.state.${state}`)}</VisuallyHidden>
    </span>
  )
}
