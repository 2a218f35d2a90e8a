import { Check } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { correctMessage } from '#commands/correct-message.ts'
import type { Message } from '#model/message.ts'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { ComposerLine } from './answered-message.tsx'
import styles from './conversation-composer.module.css'
import { useMedia } from './use-media.ts'
import { useRun } from './use-run.ts'

/** In the place of the composer while a message of mine gets other words; what was being written waits behind it. */
export function MessageEdit({ message, onDone }: { message: Message; onDone: () => void }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const [text, setText] = useState(message.body)
  const [isRefused, setIsRefused] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const isTouch = useMedia('(pointer: coarse)')
  useEffect(() => {
    field.current?.focus()
    field.current?.setSelectionRange(message.body.length, message.body.length)
  }, [message])
  const save = async (): Promise<void> => {
    if (text.trim() === '') return
    const done = await run(db => correctMessage(db, { me, messageKey: message.key, body: text, now: Date.now() }))
    // It was taken back elsewhere, say: the words stay with their writer.
    if (done) onDone()
    else setIsRefused(done === false)
  }
  const press = (event: KeyboardEvent): void => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onDone()
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
      <ComposerLine title={t('messages.editing')} text={message.body} onStop={onDone} />
      <div className={styles.field}>
        <TextArea
          ref={field}
          label={t('messages.editing')}
          hideLabel
          grow
          rows={1}
          value={text}
          error={isRefused ? t('messages.changeFailed') : undefined}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={press}
        />
      </div>
      <Button type="submit" variant="primary" className={styles.send} icon={<Check />} disabled={text.trim() === ''}>
        {t('messages.save')}
      </Button>
    </form>
  )
}
