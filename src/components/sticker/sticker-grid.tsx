import { type KeyboardEvent, useState } from 'react'
import { type PackSticker, stickerId } from '#model/sticker-pack.ts'
import { cellAfter } from '../emoji/move-in-grid.ts'
import { StickerImage } from './sticker-image.tsx'
import styles from './sticker-grid.module.css'

const COLUMNS = 4

export interface Placed {
  packKey: string
  sticker: PackSticker
}

interface StickerGridProps {
  label: string
  stickers: readonly Placed[]
  onPick: (picked: Placed) => void
}

function rowsOf(stickers: readonly Placed[]): Placed[][] {
  return Array.from({ length: Math.ceil(stickers.length / COLUMNS) }, (_, row) => stickers.slice(row * COLUMNS, (row + 1) * COLUMNS))
}

const idOf = ({ packKey, sticker }: Placed): string => `${packKey} ${stickerId(sticker)}`

/** Stickers to choose one from: one stop for the Tab key, the arrows go from one to the next. */
export function StickerGrid({ label, stickers, onPick }: StickerGridProps) {
  const [stop, setStop] = useState<string>()
  const ids = stickers.map(idOf)
  const first = stop !== undefined && ids.includes(stop) ? stop : ids[0]
  // A grid without cells is none.
  if (stickers.length === 0) return null
  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.altKey || event.metaKey) return
    const next = cellAfter(event.currentTarget, event.target as HTMLElement, event.key, event.ctrlKey)
    if (!next) return
    event.preventDefault()
    next.focus()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its cells are the stops
    <div role="grid" aria-label={label} className={styles.grid} onKeyDown={press}>
      {rowsOf(stickers).map(row => (
        <div key={row.map(idOf).join(' ')} role="row" className={styles.row}>
          {row.map(placed => (
            <button
              key={idOf(placed)}
              type="button"
              role="gridcell"
              aria-label={placed.sticker.alt}
              title={placed.sticker.alt}
              tabIndex={idOf(placed) === first ? 0 : -1}
              className={styles.cell}
              onFocus={() => setStop(idOf(placed))}
              onClick={() => onPick(placed)}
            >
              {/* Whoever takes a pack into theirs wants to see it. */}
              <StickerImage sticker={placed.sticker} allowed />
            </button>
          ))}
        </div>
      ))}
    </div>
  )
}
