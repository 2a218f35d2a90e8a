import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, type Ref, useImperativeHandle, useRef } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { Reply } from '#model/message.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import { getMessage } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { AnsweredMessage } from './answered-message.tsx'
import styles from './conversation-composer.module.css'
import { useDraft } from './use-draft.ts'
import { useMedia } from './use-media.ts'
import { useRun } from './use-run.ts'

export interface ComposerHandle {
  focus: () => void
  /** What is written answers this message from now on. */
  answer: (messageKey: string) => void
}

interface ComposerProps {
  conversation: BareJid
  onSent: () => void
  /** The newest message of mine is to get other words: Arrow Up in an empty field. */
  onEditLast: () => void
  ref?: Ref<ComposerHandle>
}

/** Where a message is written. The text leaves the field when the message is stored, not when the key is pressed. */
export function ConversationComposer({ conversation, onSent, onEditLast, ref }: ComposerProps) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const draft = useDraft(chatDraftKey(conversation))
  const field = useRef<HTMLTextAreaElement>(null)
  const isTouch = useMedia('(pointer: coarse)')
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    answer: messageKey => {
      draft.setAnswers(messageKey)
      field.current?.focus()
    },
  }))

  const send = async (): Promise<void> => {
    const stored = await draft.submit(async (body, answers) => {
      const key = await run(async db => {
        const reply = answers === null ? undefined : await replyTo(db, answers)
        return await sendMessage(db, { me, conversation, body, ...(reply && { reply }), now: Date.now() })
      })
      return key !== undefined
    })
    field.current?.focus()
    if (stored) onSent()
  }

  const press = (event: KeyboardEvent): void => {
    // While an input method is composing, Enter belongs to it; Safari says so by the key code 229 only.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key === 'Escape' && draft.answers !== null) {
      event.preventDefault()
      event.stopPropagation()
      draft.setAnswers(null)
    }
    if (event.key === 'ArrowUp' && draft.text === '' && draft.answers === null && !composing) {
      event.preventDefault()
      onEditLast()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing || (isTouch && !event.ctrlKey)) return
    event.preventDefault()
    void send()
  }

  return (
    <form
      className={styles.composer}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      {draft.answers !== null && <AnsweredMessage messageKey={draft.answers} onStop={() => draft.setAnswers(null)} />}
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
          onChange={event => draft.setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <Button type="submit" variant="primary" className={styles.send} icon={<SendHorizontal />} disabled={draft.text.trim() === ''}>
        {t('chats.message.send')}
      </Button>
    </form>
  )
}

/** What an answer says of the message that it answers. */
async function replyTo(db: AccountDb, messageKey: string): Promise<Reply | undefined> {
  const message = await getMessage(db, messageKey)
  // What was taken back is not said again, though it may still be here for a moment.
  return message?.originId ? { id: message.originId, to: message.from, quote: message.retracted ? '' : message.body } : undefined
}
