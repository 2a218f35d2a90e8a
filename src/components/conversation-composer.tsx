import { Paperclip, SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, type Ref, type RefObject, useEffect, useImperativeHandle, useRef } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { recoverDescriptions } from '#commands/recover-descriptions.ts'
import { replyTo } from '#commands/reply-to.ts'
import { sendDraft } from '#commands/send-draft.ts'
import type { Said } from '#model/message-content.ts'
import { MOST_FILES } from '#model/upload.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { Button } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { AnsweredMessage } from './answered-message.tsx'
import { AttachmentList } from './attachments/attachments.tsx'
import { FileInput } from './attachments/file-input.tsx'
import { type Attachments, useAttachments } from './attachments/use-attachments.ts'
import { ComposerLinks } from './composer-links.tsx'
import styles from './conversation-composer.module.css'
import { MessageField } from './message-field.tsx'
import { MoreWays } from './more-ways.tsx'
import { SpoilerHint } from './spoiler-option.tsx'
import { type DraftField, useDraft } from './use-draft.ts'
import { useMedia } from './use-media.ts'
import { useRun } from './use-run.ts'
import { useTellTyping } from './use-tell-typing.ts'
import { VoiceWay } from './voice/voice-way.tsx'

export interface ComposerHandle {
  focus: () => void
  /** What is written answers this message from now on. */
  answer: (messageKey: string) => void
  /** Files that were dropped or pasted somewhere in the conversation. */
  add: (files: readonly File[]) => void
}

interface ComposerProps {
  conversation: BareJid
  onSent: () => void
  /** The newest message of mine is to get other words: Arrow Up in an empty field. */
  onEditLast: () => void
  /** Files are held over the conversation. */
  isOver: boolean
  ref?: Ref<ComposerHandle>
}

/** Where a message is written. The text leaves the field when the message is stored, not when the key is pressed. */
export function ConversationComposer({ conversation, onSent, onEditLast, isOver, ref }: ComposerProps) {
  const me = useMe()
  const run = useRun()
  const owner = chatDraftKey(conversation)
  const draft = useDraft(owner)
  const typing = useTellTyping(conversation)
  const attachments = useAttachments(owner, undefined, 'chats.files.full')
  const { files, add } = attachments
  const field = useRef<HTMLTextAreaElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const isTouch = useMedia('(pointer: coarse)')
  const isEmpty = draft.text.trim() === '' && files.length === 0
  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    answer: messageKey => {
      draft.setAnswers(messageKey)
      field.current?.focus()
    },
    add: chosen => {
      add(chosen)
      field.current?.focus()
    },
  }))

  /** @param hasMore something was kept a moment ago */
  const send = async (hasMore = false): Promise<void> => {
    await attachments.flush()
    const store = async (body: string, answers: string | null, said: Said): Promise<boolean> =>
      (await run(db => sendWritten(db, { me, conversation, ...said, body, now: Date.now() }, answers))) === true
    const stored = await draft.submit(store, { mayBeEmpty: hasMore || files.length > 0 })
    field.current?.focus()
    if (stored) {
      typing.onSent()
      onSent()
    }
  }

  const press = (event: KeyboardEvent): void => pressKey(event, { draft, isTouch, onEditLast, onSend: () => void send() })

  return (
    <form
      className={cx(styles.composer, isOver && styles.over)}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      {draft.answers !== null && <AnsweredMessage messageKey={draft.answers} onStop={() => draft.setAnswers(null)} />}
      <SpoilerHint draft={draft} />
      <ComposerLinks draft={draft} onSend={() => void send()} />
      <Files attachments={attachments} input={input} onSend={() => void send()} />
      <MoreWays conversation={conversation} mayAdd={files.length < MOST_FILES} onAdd={add} onSent={onSent} draft={draft} />
      <MessageField field={field} draft={draft} isTouch={isTouch} onType={typing.onType} onKeyDown={press} />
      <VoiceWay
        owner={owner}
        disabled={files.length >= MOST_FILES}
        className={isEmpty ? styles.say : styles.sayLess}
        onSend={() => void send(true)}
        onChooseFile={() => input.current?.click()}
        onDone={() => isTouch || field.current?.focus()}
      />
      <SendButton disabled={isEmpty} />
    </form>
  )
}

function SendButton({ disabled }: { disabled: boolean }) {
  const { t } = useText()
  return (
    <Button type="submit" variant="primary" className={styles.send} icon={<SendHorizontal />} disabled={disabled}>
      {t('chats.message.send')}
    </Button>
  )
}

/** What was chosen to be sent, and the way to choose more. */
function Files({
  attachments,
  input,
  onSend,
}: {
  attachments: Attachments
  input: RefObject<HTMLInputElement | null>
  onSend: () => void
}) {
  const { t } = useText()
  const run = useRun()
  const recover = useRef(() => run(recoverDescriptions))
  useEffect(() => void recover.current(), [])
  const { files, add } = attachments
  return (
    <>
      {files.length > 0 && (
        <section className={styles.files} aria-label={t('files.title')}>
          <AttachmentList
            attachments={attachments}
            onKeyDown={event => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onSend()
            }}
          />
        </section>
      )}
      <FileInput ref={input} multiple onChoose={add} />
      <IconButton
        label={t('files.add')}
        icon={<Paperclip />}
        disabled={files.length >= MOST_FILES}
        onClick={() => input.current?.click()}
      />
    </>
  )
}

interface Keys {
  draft: DraftField
  isTouch: boolean
  onEditLast: () => void
  onSend: () => void
}

function pressKey(event: KeyboardEvent, { draft, isTouch, onEditLast, onSend }: Keys): void {
  // While an input method is composing, Enter belongs to it; Safari says so by the key code 229 only.
  const composing = event.nativeEvent.isComposing || event.keyCode === 229
  if (event.key === 'Escape' && draft.answers !== null && !composing) {
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
  onSend()
}

async function sendWritten(db: AccountDb, written: Parameters<typeof sendDraft>[1], answers: string | null): Promise<boolean> {
  const reply = await replyTo(db, answers)
  return await sendDraft(db, { ...written, ...(reply && { reply }) })
}
