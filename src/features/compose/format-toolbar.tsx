import { Bold, Code, Heading2, Italic, Link, List, ListOrdered, type LucideIcon, Quote } from 'lucide-react'
import { type KeyboardEvent, type RefObject, useState } from 'react'
import { IconButton } from '#ui/icon-button.tsx'
import { moveFocus } from '#ui/roving-focus.ts'
import { useText } from '#ui/text/use-text.ts'
import { type Format, formatText } from './format-text.ts'
import styles from './format-toolbar.module.css'
import { insertText } from '#components/completion/insert-text.ts'

const FORMATS: readonly [Format, LucideIcon][] = [
  ['bold', Bold],
  ['italic', Italic],
  ['heading', Heading2],
  ['quote', Quote],
  ['list', List],
  ['numbers', ListOrdered],
  ['link', Link],
  ['code', Code],
]

const KEYS: Readonly<Record<string, Format>> = { b: 'bold', i: 'italic', k: 'link' }

/** Ctrl or ⌘ with a letter, as every editor has it. @returns true when the key was one of these */
export function formatByKey(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const format = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined
  if (!format) return false
  event.preventDefault()
  applyTo(event.currentTarget, format)
  return true
}

function applyTo(field: HTMLTextAreaElement, format: Format): void {
  insertText(field, formatText({ text: field.value, start: field.selectionStart, end: field.selectionEnd }, format))
}

/** Teaches the marks by making them: one stop for the Tab key, the arrows go along it. */
export function FormatToolbar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useText()
  const [stop, setStop] = useState(0)
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const buttons = Array.from(event.currentTarget.querySelectorAll('button'))
    if (event.key.length > 1 && moveFocus(buttons, event.key, { horizontal: true })) event.preventDefault()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- its buttons are the stops
    <div role="toolbar" aria-label={t('compose.format')} className={styles.toolbar} onKeyDown={move}>
      {FORMATS.map(([format, Icon], index) => (
        <IconButton
          key={format}
          label={t(`compose.format.${format}`)}
          icon={<Icon />}
          tabIndex={index === stop ? 0 : -1}
          onFocus={() => setStop(index)}
          // The selection in the field is what the button is about.
          onMouseDown={event => event.preventDefault()}
          onClick={() => field.current && applyTo(field.current, format)}
        />
      ))}
    </div>
  )
}
