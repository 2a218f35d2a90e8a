import { type SearchTerm, whereFound } from '#model/search-terms.ts'
import styles from './marked.module.css'

/** A text with what one looked for marked, where it stands as written. */
export function Marked({ text, terms }: { text: string; terms: readonly SearchTerm[] }) {
  const found = whereFound(text, terms)
  const ends = [0, ...found.map(([, to]) => to)]
  return (
    <span dir="auto" className={styles.text}>
      {found.flatMap(([from, to], index) => [text.slice(ends[index], from), <mark key={from}>{text.slice(from, to)}</mark>])}
      {text.slice(ends.at(-1))}
    </span>
  )
}
