import { ChevronDown, ChevronUp } from 'lucide-react'
import { useText } from '#ui/text/use-text.ts'
import styles from './flood-row.module.css'

interface FloodRowProps {
  /** Who wrote them all. */
  name: string
  count: number
  isOpen: boolean
  /** @param row what was pressed stays where it is */
  onToggle: (row: HTMLElement) => void
}

/** Many messages of one sender within a moment, folded to one line: they are still there, and are a press away. */
export function FloodRow({ name, count, isOpen, onToggle }: FloodRowProps) {
  const { t } = useText()
  return (
    <div className={styles.row}>
      <button type="button" className={styles.button} aria-expanded={isOpen} onClick={event => onToggle(event.currentTarget)}>
        {isOpen ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        <span>{t('flood.messages', { count, name })}</span>
      </button>
    </div>
  )
}
