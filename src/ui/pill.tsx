import { ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './pill.module.css'

/** Something new waits ("3 new posts"): floats over the list it belongs to, so that nothing jumps. */
export function Pill({ onClick, children, className }: { onClick: () => void; children: ReactNode; className?: string | undefined }) {
  return (
    <div className={cx(styles.holder, className)}>
      <button type="button" className={styles.pill} onClick={onClick}>
        <ArrowUp aria-hidden />
        {children}
      </button>
    </div>
  )
}
