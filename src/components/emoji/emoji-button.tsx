import { Smile } from 'lucide-react'
import { lazy, Suspense, useLayoutEffect, useRef } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { usePopover } from '#ui/use-popover.ts'
import styles from './emoji-button.module.css'

const EmojiPicker = lazy(async () => ({ default: (await import('./emoji-picker.tsx')).EmojiPicker }))

interface EmojiButtonProps {
  onPick: (emoji: string) => void
}

/** Opens the emoji; light dismiss and Escape come from the platform. What is in there is loaded when it is first wanted. */
export function EmojiButton({ onPick }: EmojiButtonProps) {
  const { t } = useText()
  const { open, triggerProps, anchor, close, dismiss } = usePopover()
  return (
    <>
      <IconButton label={t('emoji.button')} icon={<Smile />} aria-haspopup="dialog" {...triggerProps} />
      {open && (
        <OpenPicker
          anchor={anchor}
          onClose={close}
          onDismiss={dismiss}
          onPick={(emoji, more) => {
            if (!more) dismiss()
            onPick(emoji)
          }}
        />
      )}
    </>
  )
}

interface OpenPickerProps {
  anchor: { positionAnchor: string }
  /** The focus goes back to the button. */
  onClose: () => void
  onDismiss: () => void
  /** @param more another one may follow */
  onPick: (emoji: string, more: boolean) => void
}

function OpenPicker({ anchor, onClose, onDismiss, onPick }: OpenPickerProps) {
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
      style={anchor}
      onKeyDown={event => {
        // Nothing in here is a key of the form or the page around it.
        event.stopPropagation()
        if (event.key !== 'Escape') return
        event.preventDefault()
        onClose()
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
