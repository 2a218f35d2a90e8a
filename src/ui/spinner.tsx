import { cx } from './cx.ts'
import styles from './spinner.module.css'
import { VisuallyHidden } from './visually-hidden.tsx'

/** With a label it is a `status`; without one it is only drawn, and what it stands in has to say what goes on. */
export function Spinner({ label, className }: { label?: string; className?: string | undefined }) {
  const ring = <span className={cx(styles.spinner, className)} aria-hidden />
  return label === undefined ? (
    ring
  ) : (
    <span role="status" className={styles.status}>
      {ring}
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  )
}
