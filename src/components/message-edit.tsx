import { Check } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { correctMessage } from '#commands/correct-message.ts'
import { deleteDraft } from '#commands/delete-draft.ts'
import { saveDraft } from '#commands/save-draft.ts'
import type { Message } from '#model/message.ts'
import { editDraftKey } from '#storage/drafts.ts'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { useMe } from './account-context.tsx'
import { ComposerLine } from './answered-message.tsx'
import styles from './conversation-composer.module.css'
import { useDraft } from './use-draft.ts'
import { useMedia } from './use-media.ts'
import { useRun } from './use-run.ts'

interface MessageEditProps {
  message: Message
  onDone: () => void
  /** It is to be changed after all. */
  onReopen: () => void
}

/**
 * In the place of the composer while a message of mine gets other words; what was being written waits behind it. Whatever ends it but
 * saving and giving up, the words are there when it is changed again.
 */
export function MessageEdit({ message, onDone, onReopen }: MessageEditProps) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const key = editDraftKey(message.key)
  const draft = useDraft(key, message.body)
  const { text } = draft
  const [isRefused, setIsRefused] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const isTouch = useMedia('(pointer: coarse)')
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(message.body.length, message.body.length)
  }, [message])
  const save = async (): Promise<void> => {
    let isRefused = false
    const store = async (body: string): Promise<boolean> => {
      const done = await run(async db => {
        const isStored = await correctMessage(db, { me, messageKey: message.key, body, now: Date.now() })
        if (isStored) await deleteDraft(db, key)
        return isStored
      })
      // It was taken back elsewhere, say: the words stay with their writer.
      isRefused = done === false
      return done === true
    }
    if (await draft.submit(store)) onDone()
    else setIsRefused(isRefused)
  }
  const stop = (): void => {
    const given = text
    draft.setText(message.body)
    onDone()
    if (given === message.body || given.trim() === '') return
    const takeBack = async (): Promise<void> => {
      await run(db => saveDraft(db, { key, title: '', text: given, target: null, now: Date.now() }))
      onReopen()
    }
    toast(t('messages.editDiscarded'), { action: { label: t('common.undo'), onSelect: () => void takeBack() } })
  }
  const press = (event: KeyboardEvent): void => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key === 'Escape' && !composing) {
      event.preventDefault()
      event.stopPropagation()
      stop()
    }
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing || (isTouch && !event.ctrlKey)) return
    event.preventDefault()
    void save()
  }
  return (
    <form
      className={styles.composer}
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <ComposerLine title={t('messages.editing')} text={message.body} onStop={stop} />
      <div className={styles.field}>
        <TextArea
          ref={field}
          label={t('messages.editing')}
          hideLabel
          grow
          rows={1}
          value={text}
          error={isRefused ? t('messages.changeFailed') : undefined}
          onChange={event => draft.setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <Button type="submit" variant="primary" className={styles.send} icon={<Check />} disabled={text.trim() === ''}>
        {t('messages.save')}
      </Button>
    </form>
  )
}
