import type { ReactNode } from 'react'
import styles from './empty-state.module.css'

export interface EmptyStateProps {
  title: string
  text: string
  action?: ReactNode
  icon?: ReactNode
}

/** Nothing here yet: one sentence on why, one way on. */
export function EmptyState({ title, text, action, icon }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      {icon !== undefined && <div className={styles.icon}>{icon}</div>}
      <h2>{title}</h2>
      <p className={styles.text}>{text}</p>
      {action}
    </div>
  )
}
