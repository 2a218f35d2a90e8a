import { type KeyboardEvent, type ReactElement, type Ref, useImperativeHandle, useRef } from 'react'
import { SteadyList, type SteadyListHandle } from '#ui/steady-list/steady-list.tsx'
import styles from './history-list.module.css'
import type { HistoryItem } from './history-items.ts'
import { type HistoryPosition, useHistoryPosition } from './use-history-position.ts'

export interface HistoryListHandle {
  scrollToEnd: () => void
  /** Brings a line into the middle and gives it the focus. @returns false when it is not in the list */
  goTo: (key: string) => boolean
  /** Keeps a line so far below the upper edge, in px. */
  hold: (key: string, offset: number) => void
}

interface HistoryListProps {
  label: string
  items: readonly HistoryItem[]
  /** Key of the line to open at, a third from the top; null opens at the end. Read once, when the list appears. */
  startAt: string | null
  /** The reader is at the end, where new lines are worth reading out. */
  isAtEnd: boolean
  /** The last line is the newest there is: who is there stays at the end, whatever comes. */
  reachesNewest: boolean
  /** Less than two screens are left above, or below: time to have more. Called often; they must not mind. */
  onNearStart: () => void
  onNearEnd: () => void
  onPosition: (position: HistoryPosition) => void
  children: (item: HistoryItem) => ReactElement
  ref: Ref<HistoryListHandle>
}

/** Of a message of one or two lines. */
const USUAL_HEIGHT = 56

const keyOf = ({ key }: HistoryItem): string => key

/** The history of a conversation: opens where reading was left, follows the end while one is there, and holds still otherwise. */
export function HistoryList({
  label,
  items,
  startAt,
  isAtEnd,
  reachesNewest,
  onNearStart,
  onNearEnd,
  onPosition,
  children,
  ref,
}: HistoryListProps) {
  const list = useRef<SteadyListHandle>(null)
  const moved = useHistoryPosition({ opensAtEnd: startAt === null, onNearStart, onNearEnd, onPosition })
  useImperativeHandle(
    ref,
    () => ({
      scrollToEnd: () => list.current?.show('end'),
      hold: (key, offset) => list.current?.show({ key, offset }),
      goTo: key => {
        const isHere = items.some(item => item.key === key)
        if (isHere) list.current?.show({ key, share: 1 / 3 })
        return isHere
      },
    }),
    [items],
  )
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the arrow keys go from message to message
    <div
      className={styles.viewport}
      role="log"
      aria-label={label}
      aria-live={isAtEnd ? 'polite' : 'off'}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
      tabIndex={0}
      onKeyDown={moveBetweenMessages}
    >
      <div className={styles.spacer} />
      <SteadyList
        ref={list}
        items={items}
        keyOf={keyOf}
        usual={USUAL_HEIGHT}
        follows="end"
        sticks={reachesNewest}
        startAt={startAt === null ? 'end' : { key: startAt, share: 1 / 3 }}
        onMove={moved}
      >
        {children}
      </SteadyList>
    </div>
  )
}

/** In these the arrows mean something else: a dialog of a message, the place in what plays. */
const OWN_ARROWS = 'dialog, audio, video, textarea, select, input:not([type=checkbox])'

/** Up and down go from message to message, once one of them has the focus. */
function moveBetweenMessages(event: KeyboardEvent<HTMLElement>): void {
  if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(OWN_ARROWS))) return
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
