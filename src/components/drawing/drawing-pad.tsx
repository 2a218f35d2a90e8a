import { type PointerEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './drawing-pad.module.css'
import { COLOURS, DrawingTools, type Pen, WIDTHS } from './drawing-tools.tsx'
import { type Deed, drawStroke, seenStrokes, type Stroke } from './strokes.ts'

/** Of an empty sheet. */
const SHEET = { width: 1200, height: 900 }
/** As large as a picture is that is sent (engine/lighten-picture.ts). */
const LONGEST_EDGE = 2048
const QUALITY = 0.92

export interface DrawingPadProps {
  /** What is drawn on; an empty sheet without one. */
  picture: Blob | null
  /** Drawn before, and put away. */
  deeds: readonly Deed[]
  onDone: (drawn: Blob) => void
  onClose: (deeds: readonly Deed[]) => void
}

/** A sheet, or a picture, and a pen. */
export function DrawingPad({ picture, deeds: before, onDone, onClose }: DrawingPadProps) {
  const { t } = useText()
  const canvas = useRef<HTMLCanvasElement>(null)
  const ground = useGround(picture)
  const [deeds, setDeeds] = useState(before)
  const [pen, setPen] = useState<Pen>({ colour: picture ? 'red' : 'black', width: 'medium' })
  const { width, height } = ground ?? SHEET
  useEffect(() => {
    const brush = canvas.current?.getContext('2d')
    if (!brush || !ground) return
    paintGround(brush, ground)
    for (const stroke of seenStrokes(deeds)) drawStroke(brush, stroke)
  }, [ground, deeds])
  const seen = seenStrokes(deeds).length
  const undo = (): void => setDeeds(deeds.slice(0, -1))
  const finish = (): void =>
    canvas.current?.toBlob(drawn => drawn && onDone(drawn), picture?.type === 'image/jpeg' ? 'image/jpeg' : 'image/png', QUALITY)
  return (
    <Dialog
      open
      className={styles.dialog}
      onClose={() => onClose(deeds)}
      title={t(picture ? 'drawing.on' : 'drawing.title')}
      footer={
        <>
          <Button onClick={() => onClose(deeds)}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={seen === 0} onClick={finish}>
            {t('drawing.done')}
          </Button>
        </>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only hears what bubbles from the buttons */}
      <div
        className={styles.body}
        onKeyDown={event => {
          if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          undo()
        }}
      >
        <div className={styles.sheet}>
          {ground === undefined && <Spinner label={t('common.loading')} />}
          <Sheet
            ref={canvas}
            width={width}
            height={height}
            pen={pen}
            hidden={ground === undefined}
            onStroke={stroke => setDeeds(all => [...all, stroke])}
          />
        </div>
        <DrawingTools
          pen={pen}
          onPen={setPen}
          canUndo={deeds.length > 0}
          canClear={seen > 0}
          onUndo={undo}
          onClear={() => setDeeds([...deeds, 'clear'])}
        />
      </div>
    </Dialog>
  )
}

interface SheetProps {
  ref: React.RefObject<HTMLCanvasElement | null>
  width: number
  height: number
  pen: Pen
  hidden: boolean
  onStroke: (stroke: Stroke) => void
}

/** Draws while the pen is down, and tells of the line once it is lifted. */
function Sheet({ ref, width, height, pen, hidden, onStroke }: SheetProps) {
  const { t } = useText()
  const line = useRef<Stroke | null>(null)
  const extend = (event: PointerEvent<HTMLCanvasElement>): void => {
    const brush = event.currentTarget.getContext('2d')
    if (!brush || !line.current) return
    const box = event.currentTarget.getBoundingClientRect()
    // Between two frames a pen goes further than one step.
    const steps = event.nativeEvent.getCoalescedEvents?.() ?? []
    const points = (steps.length > 0 ? steps : [event.nativeEvent]).map(
      ({ clientX, clientY }) => [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height] as const,
    )
    line.current = { ...line.current, points: [...line.current.points, ...points] }
    drawStroke(brush, { ...line.current, points: line.current.points.slice(-points.length - 2) })
  }
  const lift = (): void => {
    if (line.current) onStroke(line.current)
    line.current = null
  }
  return (
    <canvas
      ref={ref}
      className={styles.canvas}
      width={width}
      height={height}
      hidden={hidden}
      role="img"
      aria-label={t('drawing.sheet')}
      onPointerDown={event => {
        if (event.button !== 0 || !event.isPrimary) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        line.current = { colour: COLOURS[pen.colour], width: WIDTHS[pen.width] * Math.max(width, height), points: [] }
        extend(event)
      }}
      onPointerMove={extend}
      onPointerUp={lift}
      onPointerCancel={lift}
    />
  )
}

interface Ground {
  width: number
  height: number
  picture: ImageBitmap | null
}

function paintGround(brush: CanvasRenderingContext2D, { width, height, picture }: Ground): void {
  // Paper is white whatever the reader's colours are: what is drawn is seen by others.
  brush.fillStyle = '#fff'
  if (picture) brush.clearRect(0, 0, width, height)
  else brush.fillRect(0, 0, width, height)
  if (picture) brush.drawImage(picture, 0, 0, width, height)
}

/** What is drawn on, once it is unpacked. */
function useGround(blob: Blob | null): Ground | undefined {
  const [ground, setGround] = useState<Ground | undefined>(() => (blob ? undefined : { ...SHEET, picture: null }))
  const [asked] = useState(blob)
  useEffect(() => {
    if (!asked) return undefined
    let left = false
    let opened: ImageBitmap | undefined
    const open = async (): Promise<void> => {
      const picture = await createImageBitmap(asked)
      if (left) {
        picture.close()
        return
      }
      opened = picture
      const scale = Math.min(1, LONGEST_EDGE / Math.max(picture.width, picture.height))
      setGround({ width: Math.round(picture.width * scale), height: Math.round(picture.height * scale), picture })
    }
    void open()
    return () => {
      left = true
      opened?.close()
    }
  }, [asked])
  return ground
}
