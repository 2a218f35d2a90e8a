import { useText } from '#ui/text/use-text.ts'
import { useMessageSelection } from './message-selection.ts'
import styles from './select-message.module.css'

/** Over a message while messages are being selected: a press anywhere on it selects it. */
export function SelectMessage({ messageKey, words, tabIndex }: { messageKey: string; words: string; tabIndex: number }) {
  const { t } = useText()
  const isSelected = useMessageSelection(store => store.keys.has(messageKey))
  const toggle = useMessageSelection(store => store.toggle)
  return (
    <label className={styles.over}>
      <input
        type="checkbox"
        className={styles.box}
        aria-label={t('acts.selectThis', { words: words.slice(0, 80) })}
        checked={isSelected}
        tabIndex={tabIndex}
        onChange={() => toggle(messageKey)}
      />
    </label>
  )
}
