import { SmilePlus } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { moveFocus } from '#ui/roving-focus.ts'
import { useText } from '#ui/text/use-text.ts'
import { usePopover } from '#ui/use-popover.ts'
import { EmojiButton } from './emoji/emoji-button.tsx'
import styles from './reaction-line.module.css'

/** Those that people use most, whatever they speak. */
const FREQUENT = ['👍', '❤️', '😂', '😮', '😢', '🎉', '🙏', '🔥']

interface ReactionPickerProps {
  onChoose: (emoji: string) => void
  tabIndex?: number
}

/** A few frequent emoji to choose from, in a popover, and the way to all others. */
export function ReactionPicker({ onChoose, tabIndex }: ReactionPickerProps) {
  const { t } = useText()
  const { open, triggerProps, anchor, close, dismiss } = usePopover()
  const choose = (emoji: string): void => {
    close()
    onChoose(emoji)
  }
  return (
    <>
      <IconButton label={t('comments.reactions.add')} icon={<SmilePlus />} {...triggerProps} tabIndex={tabIndex} />
      {open && <OpenPicker anchor={anchor} onChoose={choose} onDismiss={dismiss} />}
    </>
  )
}

interface OpenPickerProps {
  anchor: { positionAnchor: string }
  onChoose: (emoji: string) => void
  onDismiss: () => void
}

function OpenPicker({ anchor, onChoose, onDismiss }: OpenPickerProps) {
  const { t } = useText()
  const row = useRef<HTMLDivElement>(null)
  const buttons = (): HTMLElement[] => [...(row.current?.querySelectorAll<HTMLElement>(':scope > button') ?? [])]
  useLayoutEffect(() => {
    row.current?.showPopover()
    row.current?.querySelector<HTMLElement>('button')?.focus()
  }, [])
  return (
    <div
      ref={row}
      popover="auto"
      role="toolbar"
      tabIndex={-1}
      aria-label={t('comments.reactions.choose')}
      className={styles.picker}
      style={anchor}
      onToggle={event => {
        if (event.newState === 'closed') onDismiss()
      }}
      onKeyDown={event => {
        if (moveFocus(buttons(), event.key)) {
          event.preventDefault()
          event.stopPropagation()
        }
      }}
    >
      {FREQUENT.map(emoji => (
        <button key={emoji} type="button" className={styles.choice} onClick={() => onChoose(emoji)}>
          {emoji}
        </button>
      ))}
      <EmojiButton onPick={onChoose} />
    </div>
  )
}
