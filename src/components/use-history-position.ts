import { useEffect, useEffectEvent, useRef } from 'react'
import type { Standing } from '#ui/steady-list/reader-place.ts'

export interface HistoryPosition {
  /** The newest line is in view. */
  atEnd: boolean
  /** More than a screen away from the newest line. */
  farFromEnd: boolean
}

interface HistoryPositionInput {
  opensAtEnd: boolean
  onNearStart: () => void
  onNearEnd: () => void
  onPosition: (position: HistoryPosition) => void
}

/** Nearer to the end than this counts as being there. */
const END_PX = 40
const SCREENS_AHEAD = 2
/** Opening comes first; only then is more history fetched. */
const SETTLE_MS = 150

/** Says where the reader of a history is, and when the lines above or below run short. @returns to be told of every move */
export function useHistoryPosition({ opensAtEnd, onNearStart, onNearEnd, onPosition }: HistoryPositionInput): (standing: Standing) => void {
  const position = useRef<HistoryPosition>({ atEnd: opensAtEnd, farFromEnd: false })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const nearStart = useRef(false)
  const nearEnd = useRef(false)
  const isOpen = useRef(false)
  const look = useEffectEvent(() => {
    timer.current = undefined
    isOpen.current = true
    if (nearStart.current) onNearStart()
    if (nearEnd.current) onNearEnd()
  })
  // Also when nothing moved: what is to be done at the start may have become another thing, and a short history never moves.
  useEffect(() => {
    timer.current ??= setTimeout(() => look(), SETTLE_MS)
  })
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return ({ top, height, rest }) => {
    nearStart.current = top < SCREENS_AHEAD * height
    nearEnd.current = rest < SCREENS_AHEAD * height
    const next = { atEnd: rest <= END_PX, farFromEnd: rest > height }
    const isNews = next.atEnd !== position.current.atEnd || next.farFromEnd !== position.current.farFromEnd
    position.current = next
    if (isNews) onPosition(next)
    if (nearStart.current && isOpen.current) onNearStart()
    if (nearEnd.current && isOpen.current) onNearEnd()
  }
}
