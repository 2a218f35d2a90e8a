import type { ReactNode } from 'react'
import styles from './choice-row.module.css'

interface ChoiceRowProps {
  name: ReactNode
  facts: ReactNode
  /** Takes it back. */
  action: ReactNode
}

/** A choice that somebody made, with the way to take it back. */
export function ChoiceRow({ name, facts, action }: ChoiceRowProps) {
  return (
    <li className={styles.choice}>
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{name}</bdi>
        </span>
        <span className={styles.facts}>{facts}</span>
      </span>
      {action}
    </li>
  )
}
