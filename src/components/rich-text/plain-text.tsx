import { LinkedWords } from './linked-words.tsx'
import styles from './rich-text.module.css'

/** Text that stays text: line breaks, links, #tags. A span, so that it may stand in a heading. */
export function PlainText({ text }: { text: string }) {
  return (
    <span className={styles.plain} dir="auto">
      <LinkedWords text={text} />
    </span>
  )
}
