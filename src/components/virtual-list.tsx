import { type ReactElement, useRef } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { cx } from '#ui/cx.ts'
import styles from './virtual-list.module.css'

interface VirtualListProps<Entry> {
  /** Its accessible name. */
  label: string
  entries: readonly Entry[]
  /** Less than a screen is left below. Called often; it must not mind. */
  onNearEnd?: () => void
  /** One `listitem`, with the entry's key. */
  children: (entry: Entry) => ReactElement
  className?: string
}

/** A list of which only what is on screen is drawn. It scrolls by itself, so its parent gives it a height. */
export function VirtualList<Entry>({ label, entries, onNearEnd, children, className }: VirtualListProps<Entry>): ReactElement {
  const list = useRef<VirtualizerHandle>(null)
  const look = (): void => {
    const handle = list.current
    if (handle && handle.scrollSize - handle.scrollOffset < 2 * handle.viewportSize) onNearEnd?.()
  }
  return (
    <div role="list" aria-label={label} className={cx(styles.viewport, className)}>
      <Virtualizer ref={list} data={entries} bufferSize={400} onScroll={look} onResize={look}>
        {children}
      </Virtualizer>
    </div>
  )
}
