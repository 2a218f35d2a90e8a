import { type RefObject, useId, useRef, useState } from 'react'

interface Popover {
  id: string
  open: boolean
  /** Of the button that opens it. */
  triggerProps: {
    ref: RefObject<HTMLButtonElement | null>
    style: { anchorName: string }
    'aria-expanded': boolean
    onPointerDown: () => void
    onClick: () => void
  }
  /** Of what opens: it stands beside the button. */
  anchor: { positionAnchor: string }
  /** Closed by itself, as by a press elsewhere. */
  dismiss: () => void
  /** Closed on purpose: the focus goes back to the button. */
  close: () => void
}

/** What opens beside a button and is closed by the platform (light dismiss, Escape). It is there only while it is open. */
export function usePopover(): Popover {
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // A press on the button while it is open closes it by light dismiss, before the click arrives.
  const dismissed = useRef(false)
  const name = `--${CSS.escape(id)}`
  return {
    id,
    open,
    triggerProps: {
      ref: button,
      style: { anchorName: name },
      'aria-expanded': open,
      onPointerDown: () => {
        dismissed.current = open
      },
      onClick: () => {
        if (!dismissed.current) setOpen(true)
        dismissed.current = false
      },
    },
    anchor: { positionAnchor: name },
    dismiss: () => setOpen(false),
    close: () => {
      setOpen(false)
      button.current?.focus()
    },
  }
}
