import { Smile } from 'lucide-react'
import { lazy, type RefObject, Suspense, useId, useLayoutEffect, useRef, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './emoji-button.module.css'

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.tsx')).EmojiPicker }))

interface EmojiButtonProps {
  onPick: (emoji: string) => void
}

/** Opens the emoji; light dismiss and Escape come from the platform. What is in there is loaded when it is first wanted. */
export function EmojiButton({ onPick }: EmojiButtonProps) {
  const { t } = useText()
  const id = useId()
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  // A press on the button while it is open closes it by light dismiss, before the click arrives.
  const dismissed = useRef(false)
  return (
    <>
      <IconButton
        ref={button}
        label={t('emoji.button')}
        icon={<Smile />}
        style={{ anchorName: `--${CSS.escape(id)}` }}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerDown={() => {
          dismissed.current = open
        }}
        onClick={() => {
          if (!dismissed.current) setOpen(true)
          dismissed.current = false
        }}
      />
      {open && (
        <OpenPicker
          id={id}
          button={button}
          onDismiss={() => setOpen(false)}
          onPick={(emoji, more) => {
            if (!more) setOpen(false)
            onPick(emoji)
          }}
        />
      )}
    </>
  )
}

interface OpenPickerProps {
  id: string
  button: RefObject<HTMLButtonElement | null>
  onDismiss: () => void
  /** @param more another one may follow */
  onPick: (emoji: string, more: boolean) => void
}

function OpenPicker({ id, button, onDismiss, onPick }: OpenPickerProps) {
  const { t } = useText()
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    panel.current?.showPopover()
    panel.current?.focus()
  }, [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is for the window as a whole
    <div
      ref={panel}
      popover="auto"
      role="dialog"
      tabIndex={-1}
      aria-label={t('emoji.picker')}
      className={styles.panel}
      style={{ positionAnchor: `--${CSS.escape(id)}` }}
      onKeyDown={event => {
        // Nothing in here is a key of the form or the page around it.
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onDismiss()
        button.current?.focus()
      }}
      onToggle={event => {
        if (event.newState === 'closed') onDismiss()
      }}
    >
      <Suspense>
        <EmojiPicker onPick={onPick} />
      </Suspense>
    </div>
  )
}
