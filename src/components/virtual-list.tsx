import type { ReactElement } from 'react'
import { cx } from '#ui/cx.ts'
import { SteadyList } from '#ui/steady-list/steady-list.tsx'
import styles from './virtual-list.module.css'

interface VirtualListProps<Entry> {
  /** Its accessible name. */
  label: string
  entries: readonly Entry[]
  /** One and the same function each time. */
  keyOf: (entry: Entry) => string
  /** Less than a screen is left below. Called often; it must not mind. */
  onNearEnd?: () => void
  /** One `listitem`. */
  children: (entry: Entry) => ReactElement
  className?: string
}

/** Of a line with a picture. */
const USUAL_HEIGHT = 72

/** A list of which only what is on screen is drawn. It scrolls by itself, so its parent gives it a height. */
export function VirtualList<Entry>({ label, entries, keyOf, onNearEnd, children, className }: VirtualListProps<Entry>): ReactElement {
  return (
    <div role="list" aria-label={label} className={cx(styles.viewport, className)}>
      <SteadyList items={entries} keyOf={keyOf} usual={USUAL_HEIGHT} onMove={({ rest, height }) => rest < height && onNearEnd?.()}>
        {children}
      </SteadyList>
    </div>
  )
}
