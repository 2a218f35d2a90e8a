import { type KeyboardEvent, type ReactElement, type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import styles from './history-list.module.css'
import type { HistoryItem } from './history-items.ts'
import { nextStage, type Stage } from './history-stages.ts'

export interface HistoryPosition {
  /** The newest line is in view. */
  atEnd: boolean
  /** More than a screen away from the newest line. */
  farFromEnd: boolean
}

export interface HistoryListHandle {
  scrollToEnd: () => void
}

interface HistoryListProps {
  label: string
  items: readonly HistoryItem[]
  /** The line to open at, a third from the top; null opens at the end. Read once, when the list appears. */
  startAt: string | null
  /** Less than two screens are left above: time to have more. Called often; it must not mind. */
  onNearStart: () => void
  onPosition: (position: HistoryPosition) => void
  children: (item: HistoryItem) => ReactElement
  ref: Ref<HistoryListHandle>
}

/** Nearer to the end than this counts as being there. */
const END_PX = 40
const SCREENS_AHEAD = 2
/** Opening comes first; only then is more history fetched. */
const SETTLE_MS = 150
/** While the lines around the place to open at are being measured, scroll events tell nothing about the reader. */
const OPENING_MS = 400

/** The history of a conversation: opens where reading was left, follows the end while one is there, and holds still otherwise. */
export function HistoryList({ label, items, startAt, onNearStart, onPosition, children, ref }: HistoryListProps): ReactElement {
  const list = useRef<VirtualizerHandle>(null)
  const viewport = useRef<HTMLDivElement>(null)
  const follows = useRef(startAt === null)
  const isOpening = useRef(startAt !== null)
  const lastOffset = useRef(0)
  const lastPosition = useRef<HistoryPosition>({ atEnd: startAt === null, farFromEnd: false })
  const [stage, setStage] = useState<Stage>({ items, shift: false })
  const [isAtEnd, setIsAtEnd] = useState(startAt === null)

  const scrollToEnd = (): void => {
    follows.current = true
    list.current?.scrollToIndex(stage.items.length - 1, { align: 'end' })
  }
  useImperativeHandle(ref, () => ({ scrollToEnd }))

  useLayoutEffect(() => {
    if (stage.items === items) return
    const handle = list.current
    setStage(nextStage(stage.items, items, handle ? handle.findItemIndex(handle.scrollOffset) : 0))
  }, [stage, items])

  useLayoutEffect(() => {
    const last = stage.items.length - 1
    if (follows.current) list.current?.scrollToIndex(last, { align: 'end' })
  }, [stage])

  useLayoutEffect(() => {
    const index = items.findIndex(item => item.key === startAt)
    const height = viewport.current?.clientHeight ?? 0
    if (index >= 0) list.current?.scrollToIndex(index, { align: 'start', offset: -Math.round(height / 3) })
    const timer = setTimeout(() => {
      isOpening.current = false
    }, OPENING_MS)
    return () => clearTimeout(timer)
    // Where to open is decided once; later changes of `items` must not scroll.
    // eslint-disable-next-line react/exhaustive-deps
  }, [])

  const look = (): void => {
    const element = viewport.current
    if (!element) return
    const rest = element.scrollHeight - element.clientHeight - element.scrollTop
    const position = { atEnd: rest <= END_PX, farFromEnd: rest > element.clientHeight }
    const last = lastPosition.current
    if (position.atEnd !== last.atEnd || position.farFromEnd !== last.farFromEnd) {
      lastPosition.current = position
      setIsAtEnd(position.atEnd)
      onPosition(position)
    }
    if (element.scrollTop < SCREENS_AHEAD * element.clientHeight) onNearStart()
  }

  const onScroll = (offset: number): void => {
    if (isOpening.current) return
    const element = viewport.current
    const rest = element ? element.scrollHeight - element.clientHeight - element.scrollTop : 0
    // Only a move up is the reader's wish to leave the end: growth below moves nothing by itself.
    if (rest <= END_PX) follows.current = true
    else if (offset < lastOffset.current - 1) follows.current = false
    lastOffset.current = offset
    look()
  }

  const onResize = (): void => {
    const element = viewport.current
    if (!element || !follows.current) return
    if (element.scrollHeight - element.clientHeight - element.scrollTop > 1) scrollToEnd()
  }

  // A short history has nothing to scroll, so it is looked at whenever it changes.
  useEffect(() => {
    const timer = setTimeout(look, isOpening.current ? OPENING_MS : SETTLE_MS)
    return () => clearTimeout(timer)
  })

  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys go from message to message
    <div
      ref={viewport}
      className={styles['viewport']}
      role="log"
      aria-label={label}
      aria-live={isAtEnd ? 'polite' : 'off'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
      tabIndex={0}
      onKeyDown={moveBetweenMessages}
    >
      <div className={styles['spacer']} />
      <Virtualizer ref={list} data={stage.items} shift={stage.shift} bufferSize={400} onScroll={onScroll} onResize={onResize}>
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
