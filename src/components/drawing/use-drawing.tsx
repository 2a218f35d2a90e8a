import { lazy, type ReactNode, Suspense, useState } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { type Deed, seenStrokes } from './strokes.ts'

const DrawingPad = lazy(async () => ({ default: (await import('./drawing-pad.tsx')).DrawingPad }))

interface Drawing {
  start: () => void
  /** The pad while it is open. Outside of any form: its choices take Enter. */
  pad: ReactNode
}

/**
 * The pad and what it takes to get it back: what was put away can be gone on with.
 * @param picture what is drawn on; null for an empty sheet
 */
export function useDrawing(picture: Blob | null, onDone: (drawn: Blob) => void): Drawing {
  const { t } = useText()
  const [deeds, setDeeds] = useState<readonly Deed[] | null>(null)
  const putAway = (left: readonly Deed[]): void => {
    setDeeds(null)
    if (seenStrokes(left).length > 0) toast(t('drawing.discarded'), { action: { label: t('common.undo'), onSelect: () => setDeeds(left) } })
  }
  const done = (drawn: Blob): void => {
    setDeeds(null)
    onDone(drawn)
  }
  const pad =
    deeds &&
    createPortal(
      <Suspense>
        <DrawingPad picture={picture} deeds={deeds} onDone={done} onClose={putAway} />
      </Suspense>,
      document.body,
    )
  return { start: () => setDeeds([]), pad }
}
