import type { ReactNode } from 'react'
import styles from './about-header.module.css'

interface AboutHeaderProps {
  picture: ReactNode
  name: string
  /** Where it is, in the small line below the name. */
  address: ReactNode
  /** In their own words. */
  text: string | undefined
  facts?: ReactNode
  /** What one can do. */
  ways: ReactNode
  note?: ReactNode
}

/** Who somebody is, or what a community is, above what was written there. */
export function AboutHeader({ picture, name, address, text, facts, ways, note }: AboutHeaderProps) {
  return (
    <header className={styles.header}>
      {picture}
      <div className={styles.who}>
        <h2 className={styles.name}>
          <bdi>{name}</bdi>
        </h2>
        <p className={styles.address}>{address}</p>
      </div>
      {text && (
        <p className={styles.text} dir="auto">
          {text}
        </p>
      )}
      {facts && <p className={styles.facts}>{facts}</p>}
      <div className={styles.ways}>{ways}</div>
      {note && <p className={styles.note}>{note}</p>}
    </header>
  )
}
