import { Copy } from 'lucide-react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import styles from './message-actions.module.css'

/** What can be done with a message. In the tab order only while its message has the focus, so that a history is one stop. */
export function MessageActions({ body, reachable }: { body: string; reachable: boolean }) {
  const { t } = useText()
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(body)
      toast(t('chats.message.copied'))
    } catch {
      // The browser may forbid it (no focus, no permission); then marking the text by hand is the way.
      toast(t('chats.message.copyFailed'))
    }
  }
  return (
    <div className={styles.actions}>
      <IconButton label={t('chats.message.copy')} icon={<Copy />} tabIndex={reachable ? 0 : -1} onClick={() => void copy()} />
    </div>
  )
}
