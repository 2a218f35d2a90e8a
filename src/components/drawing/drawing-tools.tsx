import { Trash2, Undo2 } from 'lucide-react'
import { useId } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './drawing-tools.module.css'

export const COLOURS = {
  black: '#1b1f1e',
  white: '#ffffff',
  red: '#d92d3a',
  yellow: '#f6c90e',
  green: '#2a9d55',
  blue: '#2667d9',
  violet: '#8b3fc7',
} as const
/** As parts of the longer edge. */
export const WIDTHS = { thin: 1 / 300, medium: 1 / 120, thick: 1 / 45 } as const

export interface Pen {
  colour: keyof typeof COLOURS
  width: keyof typeof WIDTHS
}

const colourNames = Object.keys(COLOURS) as Pen['colour'][]
const widthNames = Object.keys(WIDTHS) as Pen['width'][]
/** Of the dot that shows a width. */
const DOTS = { thin: '0.25rem', medium: '0.625rem', thick: '1.125rem' }

interface DrawingToolsProps {
  pen: Pen
  onPen: (pen: Pen) => void
  /** Something can be taken back, or cleared. */
  canUndo: boolean
  canClear: boolean
  onUndo: () => void
  onClear: () => void
}

/** Colour and width as what the browser knows as a choice of one, so that the arrow keys go through them. */
export function DrawingTools({ pen, onPen, canUndo, canClear, onUndo, onClear }: DrawingToolsProps) {
  const { t } = useText()
  const id = useId()
  return (
    <div className={styles.tools}>
      <fieldset className={styles.choice} aria-label={t('drawing.colour')}>
        {colourNames.map(colour => (
          <label key={colour} className={styles.option} title={t(`drawing.colour.${colour}`)}>
            <input
              type="radio"
              name={`${id}-colour`}
              aria-label={t(`drawing.colour.${colour}`)}
              checked={pen.colour === colour}
              onChange={() => onPen({ ...pen, colour })}
            />
            <span className={styles.swatch} style={{ background: COLOURS[colour] }} />
          </label>
        ))}
      </fieldset>
      <fieldset className={styles.choice} aria-label={t('drawing.width')}>
        {widthNames.map(width => (
          <label key={width} className={styles.option} title={t(`drawing.width.${width}`)}>
            <input
              type="radio"
              name={`${id}-width`}
              aria-label={t(`drawing.width.${width}`)}
              checked={pen.width === width}
              onChange={() => onPen({ ...pen, width })}
            />
            <span className={styles.dot} style={{ inlineSize: DOTS[width], blockSize: DOTS[width] }} />
          </label>
        ))}
      </fieldset>
      <span className={styles.acts}>
        <IconButton label={t('drawing.undo')} icon={<Undo2 />} disabled={!canUndo} onClick={onUndo} />
        <IconButton label={t('drawing.clear')} icon={<Trash2 />} disabled={!canClear} onClick={onClear} />
      </span>
    </div>
  )
}
