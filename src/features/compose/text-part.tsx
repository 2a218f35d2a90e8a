import type { KeyboardEvent, RefObject } from 'react'
import { emojiNamedAt } from '#model/completion.ts'
import type { Markup } from '#model/post-content.ts'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '#components/account-context.tsx'
import styles from './compose-page.module.css'
import { CompletionList } from '#components/completion/completion-list.tsx'
import { formatByKey } from './format-toolbar.tsx'
import { pasteMarkup } from './paste-markup.ts'
import { Preview } from './preview.tsx'
import { useCompletions } from '#components/completion/use-completions.ts'

interface TextPartProps {
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  markup: Markup | null
  onChange: (text: string) => void
  /** Keys that are no formatting. */
  onKeyDown: (event: KeyboardEvent) => void
}

/** The text of a post: the field, and what it will look like. */
export function TextPart({ field, text, markup, onChange, onKeyDown }: TextPartProps) {
  const { t } = useText()
  const me = useMe()
  const completions = useCompletions({ written: 'post' })
  const { id, items, active, look, replace, press, close } = completions
  return (
    <>
      <TextArea
        ref={field}
        label={t('compose.field.text')}
        className={styles.text ?? ''}
        rows={8}
        value={text}
        aria-autocomplete="list"
        aria-controls={items.length > 0 ? id : undefined}
        aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
        onChange={event => {
          onChange(event.target.value)
          look(event.target)
          const { inputType } = event.nativeEvent as Partial<InputEvent>
          if (inputType?.startsWith('history')) leaveName(event.target)
          else replace(event.target)
        }}
        onBlur={close}
        onKeyDown={event => {
          if (!event.nativeEvent.isComposing && press(event)) return
          if (!formatByKey(event)) onKeyDown(event)
        }}
        onPaste={event => {
          if (pasteMarkup(event.currentTarget, event.clipboardData)) event.preventDefault()
        }}
      />
      <CompletionList completions={completions} field={field} />
      {markup && <Preview markup={markup} me={me} />}
    </>
  )
}

/** A shortcode that became its emoji and was undone stays. The browser has selected it then: the next word would take its place. */
function leaveName(field: HTMLTextAreaElement): void {
  const { value, selectionStart, selectionEnd } = field
  if (emojiNamedAt(value, selectionEnd)?.from === selectionStart) field.setSelectionRange(selectionEnd, selectionEnd)
}
