import { type FocusEvent, type KeyboardEvent, type MouseEvent, type RefObject, useDeferredValue, useEffect, useRef } from 'react'
import { useText } from '#ui/text/use-text.ts'
import type { CellGroup } from './emoji-groups.ts'
import styles from './emoji-picker.module.css'
import { cellAfter } from './move-in-grid.ts'

const DRAWN_AT_ONCE = 2

interface EmojiGridProps {
  ref: RefObject<HTMLDivElement | null>
  groups: readonly CellGroup[]
  /** Where what is typed goes on. */
  search: RefObject<HTMLInputElement | null>
  onPick: (emoji: string, more: boolean) => void
  /** An emoji has the pointer or the focus. */
  onPoint: (base: string) => void
}

const cellOf = (target: EventTarget): HTMLElement | null => (target as Element).closest<HTMLElement>('[data-emoji]')

/**
 * Emoji in rows: one stop for the Tab key, the arrows go from one to the next, what is typed goes into the search. There are close to
 * two thousand, so the handlers are the grid's, and rows out of sight are not laid out.
 */
export function EmojiGrid({ ref, groups, search, onPick, onPoint }: EmojiGridProps) {
  const { t } = useText()
  // The first of them are there at once; drawing all takes a moment, and waits for whoever types.
  const shown = useDeferredValue(groups, groups.slice(0, DRAWN_AT_ONCE))
  useOneStop(ref)
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.ctrlKey && event.key !== 'Home' && event.key !== 'End') return
    if (event.altKey || event.metaKey) return
    const next = cellAfter(event.currentTarget, event.target as HTMLElement, event.key, event.ctrlKey)
    if (next) {
      event.preventDefault()
      next.focus()
    } else if (event.key === 'ArrowUp' || (Array.from(event.key).length === 1 && event.key !== ' ')) {
      // The letter arrives where the focus is then.
      search.current?.focus()
    }
  }
  const point = (event: FocusEvent | MouseEvent): void => {
    const base = cellOf(event.target)?.dataset['base']
    if (base !== undefined) onPoint(base)
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/mouse-events-have-key-events -- its cells are the stops
    <div
      ref={ref}
      role="grid"
      aria-label={t('emoji.button')}
      className={styles.grid}
      onKeyDown={press}
      onFocus={point}
      onMouseOver={point}
      onClick={event => {
        const emoji = cellOf(event.target)?.dataset['emoji']
        if (emoji !== undefined) onPick(emoji, event.shiftKey)
      }}
    >
      {shown.map(({ name, rows }) => (
        <div key={name} role="rowgroup" aria-label={t(`emoji.group.${name}`)} data-group={name}>
          <div className={styles.group} aria-hidden>
            {t(`emoji.group.${name}`)}
          </div>
          {rows.map(row => (
            <div key={row[0]?.emoji} role="row" className={styles.row}>
              {row.map(({ base, emoji, label }) => (
                <button
                  key={emoji}
                  type="button"
                  role="gridcell"
                  tabIndex={-1}
                  aria-label={label}
                  data-emoji={emoji}
                  data-base={base}
                  className={styles.cell}
                >
                  {emoji}
                </button>
              ))}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

/** The first cell is the stop of the Tab key until another one has had the focus. By hand: drawing all of them anew would be felt. */
function useOneStop(ref: RefObject<HTMLDivElement | null>): void {
  const stop = useRef<HTMLElement | null>(null)
  useEffect(() => {
    const grid = ref.current
    const follow = (event: Event): void => moveStop(stop, cellOf(event.target as Element))
    grid?.addEventListener('focusin', follow)
    return () => grid?.removeEventListener('focusin', follow)
  }, [ref])
  // After each drawing: the stop may have gone with what was drawn before.
  useEffect(() => {
    if (!stop.current?.isConnected) moveStop(stop, ref.current?.querySelector<HTMLElement>('[data-emoji]') ?? null)
  })
}

function moveStop(stop: RefObject<HTMLElement | null>, cell: HTMLElement | null): void {
  if (stop.current) stop.current.tabIndex = -1
  stop.current = cell
  if (cell) cell.tabIndex = 0
}
