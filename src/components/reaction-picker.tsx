import { SmilePlus } from 'lucide-react'
import { type KeyboardEvent, useId, useRef } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { moveFocus } from '#ui/roving-focus.ts'
import { useText } from '#ui/text/use-text.ts'
import { EmojiButton } from './emoji/emoji-button.tsx'
import styles from './reaction-line.module.css'

/** Those that people use most, whatever they speak. */
const FREQUENT = ['👍', '❤️', '😂', '😮', '😢', '🎉', '🙏', '🔥']

/** A few frequent emoji to choose from, in a popover, and the way to all others. */
export function ReactionPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const { t } = useText()
  const id = useId()
  const row = useRef<HTMLDivElement>(null)
  const buttons = (): HTMLElement[] => [...(row.current?.querySelectorAll<HTMLElement>(':scope > button') ?? [])]
  const press = (event: KeyboardEvent): void => {
    if (moveFocus(buttons(), event.key)) event.preventDefault()
  }
  return (
    <>
      <IconButton
        label={t('comments.reactions.add')}
        icon={<SmilePlus />}
        popoverTarget={id}
        style={{ anchorName: `--${CSS.escape(id)}` }}
      />
      <div
        ref={row}
        id={id}
        popover="auto"
        role="toolbar"
        tabIndex={-1}
        aria-label={t('comments.reactions.choose')}
        className={styles.picker}
        style={{ positionAnchor: `--${CSS.escape(id)}` }}
        onToggle={event => {
          if (event.newState === 'open') buttons()[0]?.focus()
        }}
        onKeyDown={press}
      >
        {FREQUENT.map(emoji => (
          <button
            key={emoji}
            type="button"
            className={styles.choice}
            onClick={() => {
              row.current?.hidePopover()
              onChoose(emoji)
            }}
          >
            {emoji}
          </button>
        ))}
        <EmojiButton
          onPick={emoji => {
            row.current?.hidePopover()
            onChoose(emoji)
          }}
        />
      </div>
    </>
  )
}
