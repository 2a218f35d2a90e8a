import type { KeyboardEvent, RefObject } from 'react'
import type { Markup } from '#model/post-content.ts'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '#components/account-context.tsx'
import styles from './compose-page.module.css'
import { formatByKey, FormatToolbar } from './format-toolbar.tsx'
import { pasteMarkup } from './paste-markup.ts'
import { Preview } from './preview.tsx'

const LONGEST_TEXT = 100_000

interface TextPartProps {
  field: RefObject<HTMLTextAreaElement | null>
  text: string
  markup: Markup | null
  onChange: (text: string) => void
  /** Keys that are no formatting. */
  onKeyDown: (event: KeyboardEvent) => void
}

/** The text of a post: the field, what marks it, and what it will look like. */
export function TextPart({ field, text, markup, onChange, onKeyDown }: TextPartProps) {
  const { t } = useText()
  const me = useMe()
  return (
    <>
      <TextArea
        ref={field}
        label={t('compose.field.text')}
        className={styles.text ?? ''}
        maxLength={LONGEST_TEXT}
        rows={8}
        value={text}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (!formatByKey(event)) onKeyDown(event)
        }}
        onPaste={event => {
          if (pasteMarkup(event.currentTarget, event.clipboardData)) event.preventDefault()
        }}
      />
      <FormatToolbar field={field} />
      {markup && <Preview markup={markup} me={me} />}
    </>
  )
}
