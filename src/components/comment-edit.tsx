import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { editComment } from '#commands/edit-comment.ts'
import { type Comment, LIKE_TITLE } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './comment-item.module.css'
import { useRun } from './use-run.ts'

/** A comment of mine while it is changed, in its place. Escape gives up. */
export function CommentEdit({ comment, onDone }: { comment: Comment; onDone: () => void }) {
  const { t } = useText()
  const run = useRun()
  const [text, setText] = useState(comment.text)
  const [problem, setProblem] = useState<string>()
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    const area = field.current
    area?.focus()
    area?.setSelectionRange(area.value.length, area.value.length)
  }, [])
  const save = async (): Promise<void> => {
    if (text.trim() === '') return
    if (text.trim() === LIKE_TITLE) {
      setProblem(t('post.comment.heart'))
      return
    }
    if (await run(db => editComment(db, { commentKey: comment.key, text, now: Date.now() }))) onDone()
    else setProblem(t('comments.edit.notStored'))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onDone()
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void save()
    }
  }
  return (
    <form
      className={styles.edit}
      onSubmit={event => {
        event.preventDefault()
        void save()
      }}
    >
      <TextArea
        ref={field}
        label={t('comments.edit.field')}
        hideLabel
        grow
        value={text}
        error={problem}
        onChange={event => setText(event.target.value)}
        onKeyDown={press}
      />
      <div className={styles.ways}>
        <Button size="s" variant="ghost" onClick={onDone}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" size="s" variant="primary" disabled={text.trim() === ''}>
          {t('comments.edit.save')}
        </Button>
      </div>
    </form>
  )
}
