import { cx } from './cx.ts'
import styles from './sync-line.module.css'

/** A thin line over the top edge of its (positioned) parent while something is being fetched. Takes no room, moves nothing. */
export function SyncLine({ label, className }: { label: string; className?: string | undefined }) {
  return <div className={cx(styles.line, className)} role="progressbar" aria-label={label} />
}
