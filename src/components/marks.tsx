import { type SearchTerm, whereFound } from '#model/search-terms.ts'
import styles from './marks.module.css'

/** A text with what one looked for marked, where it stands as written. */
export function Marks({ text, terms }: { text: string; terms: readonly SearchTerm[] }) {
  const found = whereFound(text, terms)
  const ends = [0, ...found.map(([, to]) => to)]
  return (
    <>
      {found.flatMap(([from, to], index) => [
        text.slice(ends[index], from),
        <mark key={from} className={styles.mark}>
          {text.slice(from, to)}
        </mark>,
      ])}
      {text.slice(ends.at(-1))}
    </>
  )
}
