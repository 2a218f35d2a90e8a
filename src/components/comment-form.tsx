import { SendHorizontal } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { publishComment } from '#commands/publish-comment.ts'
import { LIKE_TITLE, type Post } from '#model/post.ts'
import { postKeyOf } from '#model/keys.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { TextArea } from '#ui/text-area.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from './account-context.tsx'
import { AnsweringLine } from './answering-line.tsx'
import styles from './comment-form.module.css'
import { useCommentWish } from './use-comment-wish.ts'
import { useDraft } from './use-draft.ts'
import { useRun } from './use-run.ts'

/** Writing a comment. What was typed survives leaving the page, and stays in the field when it could not be stored. */
export function CommentForm({ post }: { post: Post }) {
  const { t } = useText()
  const me = useMe()
  const run = useRun()
  const field = useRef<HTMLTextAreaElement>(null)
  const draft = useDraft(`comment:${post.key}`)
  const [problem, setProblem] = useState<string>()
  const wished = useCommentWish(store => store.postKey === post.key)
  const wish = useCommentWish(store => store.wish)
  const wishedAnswer = useCommentWish(store => store.answers)
  const { setAnswers } = draft
  useEffect(() => {
    if (!wished) return
    wish(null)
    if (wishedAnswer !== null) setAnswers(wishedAnswer)
    // Pinned while a comment is answered: then there is no need to go anywhere.
    field.current?.focus({ preventScroll: wishedAnswer !== null })
  }, [wished, wishedAnswer, wish, setAnswers])
  const answeredKey = draft.answers !== null && post.comments ? postKeyOf({ ...post.comments, itemId: draft.answers }) : null

  const send = async (): Promise<void> => {
    if (draft.text.trim() === '') return
    if (draft.text.trim() === LIKE_TITLE) {
      setProblem(t('post.comment.heart'))
      return
    }
    const stored = await draft.submit(async (text, answers) => {
      const key = await run(db => publishComment(db, { me, postKey: post.key, text, answers, now: Date.now() }))
      return key !== undefined && key !== null
    })
    setProblem(stored ? undefined : t('post.comment.notStored'))
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && draft.answers !== null) draft.setAnswers(null)
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    void send()
  }
  return (
    <form
      className={cx(styles.form, answeredKey !== null && styles.pinned)}
      onSubmit={event => {
        event.preventDefault()
        void send()
      }}
    >
      {answeredKey !== null && <AnsweringLine commentKey={answeredKey} onStop={() => draft.setAnswers(null)} />}
      <div className={styles.field}>
        <TextArea
          ref={field}
          label={t('post.comment.write')}
          hideLabel
          placeholder={t('post.comment.write')}
          grow
          value={draft.text}
          error={problem}
          onChange={event => draft.setText(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <Button type="submit" variant="primary" icon={<SendHorizontal className={styles.send} />} disabled={draft.text.trim() === ''}>
        {t('post.comment.send')}
      </Button>
    </form>
  )
}
