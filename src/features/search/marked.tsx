import styles from './marked.module.css'

/** A text with the words one looked for marked, where they stand as typed. */
export function Marked({ text, query }: { text: string; query: string }) {
  const words = query.split(/\s+/u).filter(Boolean).map(escaped)
  if (words.length === 0 || text === '') return <span dir="auto">{text}</span>
  const parts = text.split(new RegExp(`(${words.join('|')})`, 'giu'))
  return (
    <span dir="auto" className={styles.text}>
      {parts.map((part, index) =>
        // The odd ones are what stood between the brackets of the pattern.
        // oxlint-disable-next-line react/no-array-index-key -- the parts of a text have no other identity
        index % 2 === 1 ? <mark key={index}>{part}</mark> : part,
      )}
    </span>
  )
}

function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
}
