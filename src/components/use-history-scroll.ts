import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type { VirtualizerHandle } from 'virtua'

export interface HistoryPosition {
  /** The newest line is in view. */
  atEnd: boolean
  /** More than a screen away from the newest line. */
  farFromEnd: boolean
}

interface HistoryScrollInput {
  viewport: RefObject<HTMLElement | null>
  list: RefObject<VirtualizerHandle | null>
  /** How many lines are shown. Changes with everything that changes them. */
  lines: readonly unknown[]
  /** The line to open at, a third from the top; negative opens at the end. Read once. */
  startIndex: number
  onNearStart: () => void
  onPosition: (position: HistoryPosition) => void
}

export interface HistoryScroll {
  scrollToEnd: () => void
  /** Brings a line into the middle; the end is not followed any more. */
  goTo: (index: number) => void
  onScroll: (offset: number) => void
  onResize: () => void
  /** The reader touched the list, with whatever can scroll it. */
  onInput: () => void
}

/** Nearer to the end than this counts as being there. */
const END_PX = 40
const SCREENS_AHEAD = 2
/** Opening comes first; only then is more history fetched. */
const SETTLE_MS = 150
/** While the lines around the place to open at are being measured, scroll events tell nothing about the reader. */
const OPENING_MS = 400
/** A scroll this soon after the reader touched something is theirs. */
const INPUT_MS = 500

function restBelow(element: HTMLElement): number {
  return element.scrollHeight - element.clientHeight - element.scrollTop
}

/** Where a history stands: it opens at its place, follows the end while the reader is there, and says where the reader is. */
export function useHistoryScroll({ viewport, list, lines, startIndex, onNearStart, onPosition }: HistoryScrollInput): HistoryScroll {
  const follows = useRef(startIndex < 0)
  const isOpening = useRef(startIndex >= 0)
  const last = useRef({ offset: 0, height: 0, inputAt: 0 })
  const position = useRef<HistoryPosition>({ atEnd: startIndex < 0, farFromEnd: false })

  const scrollToEnd = (): void => {
    follows.current = true
    list.current?.scrollToIndex(lines.length - 1, { align: 'end' })
  }

  useLayoutEffect(() => {
    if (follows.current) list.current?.scrollToIndex(lines.length - 1, { align: 'end' })
  }, [lines, list])

  useLayoutEffect(() => {
    if (!isOpening.current) return undefined
    const height = viewport.current?.clientHeight ?? 0
    list.current?.scrollToIndex(startIndex, { align: 'start', offset: -Math.round(height / 3) })
    const timer = setTimeout(() => {
      isOpening.current = false
    }, OPENING_MS)
    return () => clearTimeout(timer)
    // Where to open is decided once; what changes later must not scroll.
    // eslint-disable-next-line react/exhaustive-deps
  }, [])

  const look = (): void => {
    const element = viewport.current
    if (!element || isOpening.current) return
    const rest = restBelow(element)
    const next = { atEnd: rest <= END_PX, farFromEnd: rest > element.clientHeight }
    if (next.atEnd !== position.current.atEnd || next.farFromEnd !== position.current.farFromEnd) {
      position.current = next
      onPosition(next)
    }
    if (element.scrollTop < SCREENS_AHEAD * element.clientHeight) onNearStart()
  }

  // A short history has nothing to scroll, so it is looked at after every change.
  useEffect(() => {
    const timer = setTimeout(look, isOpening.current ? OPENING_MS + SETTLE_MS : SETTLE_MS)
    return () => clearTimeout(timer)
  })

  const goTo = (index: number): void => {
    follows.current = false
    list.current?.scrollToIndex(index, { align: 'center' })
  }

  return {
    scrollToEnd,
    goTo,
    onScroll: offset => {
      const element = viewport.current
      if (!element || isOpening.current) return
      const height = element.scrollHeight
      // Lines that come and go move the offset as well; only a reader who scrolls up wishes to leave the end.
      const isReader = height === last.current.height || performance.now() - last.current.inputAt < INPUT_MS
      if (restBelow(element) <= END_PX) follows.current = true
      else if (isReader && offset < last.current.offset - 1) follows.current = false
      Object.assign(last.current, { offset, height })
      look()
    },
    onResize: () => {
      if (viewport.current && follows.current && restBelow(viewport.current) > 1) scrollToEnd()
    },
    onInput: () => {
      last.current.inputAt = performance.now()
    },
  }
}
