import type { KeyboardEvent, RefObject } from 'react'
import type { Said } from '#model/message-content.ts'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CompletionList } from './completion/completion-list.tsx'
import type { Completion } from './completion/completions-for.ts'
import { insertAtCaret } from './completion/insert-text.ts'
import { useCompletions } from './completion/use-completions.ts'
import styles from './conversation-composer.module.css'
import { EmojiButton } from './emoji/emoji-button.tsx'
import type { DraftField } from './use-draft.ts'

interface MessageFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  draft: Pick<DraftField, 'text' | 'setText' | 'changeSaid'>
  isTouch: boolean
  onType: (text: string) => void
  /** Keys that choose nobody. */
  onKeyDown: (event: KeyboardEvent) => void
}

/** The field of a message, with the people and emoji that fit what is being named in it. */
export function MessageField({ field, draft, isTouch, onType, onKeyDown }: MessageFieldProps) {
  const { t } = useText()
  const completions = useCompletions({
    written: 'message',
    onChoose: completion => draft.changeSaid(said => withMention(said, completion)),
  })
  const { id, items, active, look, press, close } = completions
  return (
    <>
      {items.length > 0 && (
        <div className={styles.completions}>
          <CompletionList completions={completions} field={field} />
        </div>
      )}
      <div className={styles.field}>
        <TextArea
          ref={field}
          label={t('chats.message.field')}
          placeholder={t('chats.message.field')}
          hideLabel
          grow
          rows={1}
          enterKeyHint={isTouch ? 'enter' : 'send'}
          value={draft.text}
          aria-autocomplete="list"
          aria-controls={items.length > 0 ? id : undefined}
          aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
          onChange={event => {
            draft.setText(event.currentTarget.value)
            onType(event.currentTarget.value)
            look(event.currentTarget)
          }}
          onBlur={close}
          onKeyDown={event => {
            const composing = event.nativeEvent.isComposing || event.keyCode === 229
            if (composing || !press(event)) onKeyDown(event)
          }}
        />
        <span className={styles.emoji}>
          <EmojiButton onPick={emoji => field.current && insertAtCaret(field.current, emoji)} />
        </span>
      </div>
    </>
  )
}

/** Whoever was chosen is meant wherever their name stands. */
function withMention(said: Said, { person, insert }: Completion): Said {
  if (person === null) return said
  const text = insert.trim()
  const others = (said.mentions ?? []).filter(mention => mention.text !== text)
  return { ...said, mentions: [...others, { text, jid: person }] }
}
