import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './notice.module.css'

const ICONS = { info: Info, warning: TriangleAlert, error: CircleAlert }

export interface NoticeProps {
  tone: 'info' | 'warning' | 'error'
  children: ReactNode
  /** The way on: usually a button. */
  action?: ReactNode
  className?: string | undefined
}

/** Something the reader should know, in its place in the page. An error is announced at once. */
export function Notice({ tone, children, action, className }: NoticeProps) {
  const Icon = ICONS[tone]
  return (
    <div className={cx(styles.notice, styles[tone], className)} role={tone === 'error' ? 'alert' : undefined}>
      <Icon aria-hidden className={styles.icon} />
      <div className={styles.text}>{children}</div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  )
}
