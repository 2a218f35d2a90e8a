import { type KeyboardEvent, type ReactElement, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import styles from './history-list.module.css'
import type { HistoryItem } from './history-items.ts'
import { nextStage, type Stage } from './history-stages.ts'
import { type HistoryPosition, useHistoryScroll } from './use-history-scroll.ts'

export interface HistoryListHandle {
  scrollToEnd: () => void
  /** Brings a line into the middle and gives it the focus. @returns false when it is not in the list */
  goTo: (key: string) => boolean
}

interface HistoryListProps {
  label: string
  items: readonly HistoryItem[]
  /** Key of the line to open at, a third from the top; null opens at the end. Read once, when the list appears. */
  startAt: string | null
  /** The reader is at the end, where new lines are worth reading out. */
  isAtEnd: boolean
  /** Less than two screens are left above: time to have more. Called often; it must not mind. */
  onNearStart: () => void
  onPosition: (position: HistoryPosition) => void
  children: (item: HistoryItem) => ReactElement
  ref: Ref<HistoryListHandle>
}

/** The history of a conversation: opens where reading was left, follows the end while one is there, and holds still otherwise. */
export function HistoryList({ label, items, startAt, isAtEnd, onNearStart, onPosition, children, ref }: HistoryListProps) {
  const list = useRef<VirtualizerHandle>(null)
  const viewport = useRef<HTMLDivElement>(null)
  const [stage, setStage] = useState<Stage>({ items, shift: false })
  const startIndex = startAt === null ? -1 : items.findIndex(item => item.key === startAt)
  const scroll = useHistoryScroll({ viewport, list, lines: stage.items, startIndex, onNearStart, onPosition })
  useImperativeHandle(ref, () => ({
    scrollToEnd: scroll.scrollToEnd,
    goTo: key => {
      const index = stage.items.findIndex(item => item.key === key)
      if (index >= 0) scroll.goTo(index)
      return index >= 0
    },
  }))

  useLayoutEffect(() => {
    if (stage.items === items) return
    const handle = list.current
    setStage(nextStage(stage.items, items, handle ? handle.findItemIndex(handle.scrollOffset) : 0))
  }, [stage, items])

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys go from message to message
    <div
      ref={viewport}
      className={styles.viewport}
      role="log"
      aria-label={label}
      aria-live={isAtEnd ? 'polite' : 'off'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
      tabIndex={0}
      onWheel={scroll.onInput}
      onTouchMove={scroll.onInput}
      onPointerDown={scroll.onInput}
      onKeyDown={event => {
        scroll.onInput()
        moveBetweenMessages(event)
      }}
    >
      <div className={styles.spacer} />
      <Virtualizer ref={list} data={stage.items} shift={stage.shift} bufferSize={400} onScroll={scroll.onScroll} onResize={scroll.onResize}>
        {children}
      </Virtualizer>
    </div>
  )
}

/** Up and down go from message to message, once one of them has the focus. */
function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  const { activeElement } = document
  if (step === 0 || activeElement?.getAttribute('role') === 'log') return
  const messages = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('article'))
  const next = messages[messages.findIndex(message => message.contains(activeElement)) + step]
  if (!next) return
  event.preventDefault()
  next.focus({ preventScroll: true })
  next.scrollIntoView({ block: 'nearest' })
}
