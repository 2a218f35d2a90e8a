import { memo, useRef, useState } from 'react'
import type { CommentThread as Thread } from '#model/comment-threads.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { CommentItem } from './comment-item.tsx'
import styles from './comment-list.module.css'
import { useCommentPlace } from './use-comment-place.ts'
import { useNear } from './use-near.ts'

/** So many answers are drawn at first, the newest, and so many more each time. */
const FIRST = 20
const MORE = 100

/** A comment and what was said to it. */
export const CommentThread = memo(function CommentThread({ thread: { key, answers }, isOwner }: { thread: Thread; isOwner: boolean }) {
  const { t } = useText()
  const wanted = useCommentPlace(store => store.comment)
  const [folded, setFolded] = useState(() => {
    const place = answers.findIndex(answer => answer.key === wanted)
    return Math.max(0, Math.min(answers.length - FIRST, place < 0 ? answers.length : place))
  })
  const element = useRef<HTMLDivElement>(null)
  const awake = useNear(element)
  return (
    <div ref={element}>
      <CommentItem commentKey={key} isOwner={isOwner} to={null} awake={awake} />
      {answers.length > 0 && (
        <div role="group" aria-label={t('comments.replies')} className={styles.answers}>
          {folded > 0 && (
            <Button size="s" variant="ghost" onClick={() => setFolded(Math.max(0, folded - MORE))}>
              {t('comments.earlier.replies', { count: Math.min(folded, MORE) })}
            </Button>
          )}
          {answers.slice(folded).map(answer => (
            <CommentItem key={answer.key} commentKey={answer.key} isOwner={isOwner} to={answer.to} awake={awake} />
          ))}
        </div>
      )}
    </div>
  )
})
