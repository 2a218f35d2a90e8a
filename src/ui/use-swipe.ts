import { type MouseEvent, type PointerEvent, type RefObject, useRef, useState } from 'react'

/** Towards where the line begins, or ends. */
export type SwipeSide = 'start' | 'end'

interface SwipeHandlers {
  onPointerDown: (event: PointerEvent) => void
  onPointerMove: (event: PointerEvent) => void
  onPointerUp: (event: PointerEvent) => void
  onPointerCancel: (event: PointerEvent) => void
  onClickCapture: (event: MouseEvent) => void
}

/** A finger has to go so far before it is a swipe, and so much farther along than up or down. */
const BEGINS_PX = 12
const STEEPEST = 1.5
/** From the edge of the window a swipe is the system's own. */
const EDGE_PX = 24
/** Let go there, it does what it says: a share of the width, and no more than a thumb reaches. */
const ENOUGH = 0.3
const ENOUGH_PX = 110

interface Touch {
  id: number
  x: number
  y: number
  isSwipe: boolean
}

/**
 * A row that a finger pulls aside to do something with it. Scrolling stays the browser's: the row wants `touch-action: pan-y`, and what
 * becomes a scroll is given up at once. How far it was pulled is `--swipe` of the row, in px; `data-armed` says that it is far enough.
 * @param acts what each side does; a side without one does not move
 */
export function useSwipe(
  row: RefObject<HTMLElement | null>,
  acts: Partial<Record<SwipeSide, () => void>>,
): { side: SwipeSide | null; handlers: SwipeHandlers } {
  const [side, setSide] = useState<SwipeSide | null>(null)
  const touch = useRef<Touch | null>(null)
  const wasSwipe = useRef(false)

  const sideOf = (dx: number): SwipeSide => {
    const isRtl = row.current !== null && getComputedStyle(row.current).direction === 'rtl'
    return dx < 0 === isRtl ? 'end' : 'start'
  }
  const pull = (dx: number): void => {
    const element = row.current
    if (!element) return
    const isFree = dx === 0 || acts[sideOf(dx)] !== undefined
    element.style.setProperty('--swipe', `${isFree ? dx : 0}px`)
    element.toggleAttribute('data-pulled', isFree && dx !== 0)
    element.toggleAttribute('data-armed', isFree && Math.abs(dx) >= Math.min(ENOUGH_PX, ENOUGH * element.clientWidth))
    setSide(isFree && dx !== 0 ? sideOf(dx) : null)
  }
  const end = (): void => {
    touch.current = null
    pull(0)
  }
  return {
    side,
    handlers: {
      onPointerDown: event => {
        wasSwipe.current = false
        const { pointerType, isPrimary, pointerId: id, clientX: x, clientY: y } = event
        const isEdge = x < EDGE_PX || x > window.innerWidth - EDGE_PX
        touch.current = pointerType === 'touch' && isPrimary && !isEdge ? { id, x, y, isSwipe: false } : null
      },
      onPointerMove: ({ pointerId, clientX, clientY }) => {
        const from = touch.current
        if (from?.id !== pointerId) return
        const [dx, dy] = [clientX - from.x, clientY - from.y]
        if (!from.isSwipe && Math.max(Math.abs(dx), Math.abs(dy)) < BEGINS_PX) return
        if (!from.isSwipe && Math.abs(dx) < STEEPEST * Math.abs(dy)) {
          touch.current = null
          return
        }
        from.isSwipe = true
        wasSwipe.current = true
        pull(dx)
      },
      onPointerUp: ({ pointerId, clientX }) => {
        const from = touch.current
        if (from?.id !== pointerId) return
        const act = from.isSwipe && row.current?.hasAttribute('data-armed') ? acts[sideOf(clientX - from.x)] : undefined
        end()
        act?.()
      },
      onPointerCancel: () => {
        if (touch.current) end()
      },
      // The link below the finger was not pressed.
      onClickCapture: event => {
        if (!wasSwipe.current) return
        wasSwipe.current = false
        event.preventDefault()
        event.stopPropagation()
      },
    },
  }
}
