import { Marks } from '#components/marks.tsx'
import type { SearchTerm } from '#model/search-terms.ts'
import styles from './marked.module.css'

/** A part of a found text, with what one looked for marked. */
export function Marked({ text, terms }: { text: string; terms: readonly SearchTerm[] }) {
  return (
    <span dir="auto" className={styles.text}>
      <Marks text={text} terms={terms} />
    </span>
  )
}
