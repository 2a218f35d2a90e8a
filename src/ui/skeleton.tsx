import { cx } from './cx.ts'
import styles from './skeleton.module.css'

export interface SkeletonProps {
  /** Lines of text; the last one is shorter. */
  lines?: number
  /** A round picture before the lines. */
  avatar?: boolean
  className?: string | undefined
}

/** Stands in for content of the same height, only for empty caches; appears after 200 ms so that quick answers do not flash. */
export function Skeleton({ lines = 3, avatar = false, className }: SkeletonProps) {
  return (
    <div className={cx(styles.skeleton, className)} aria-hidden>
      {avatar && <span className={styles.avatar} />}
      <div className={styles.lines}>
        {Array.from({ length: lines }, (_, index) => (
          <span key={index} className={styles.line} />
        ))}
      </div>
    </div>
  )
}
