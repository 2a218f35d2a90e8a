import { useState } from 'react'
import { isBrief, type Post } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { originOf } from './media-origin.ts'
import styles from './post-card.module.css'
import { foldRich, foldText } from './rich-text/fold-rich.ts'
import { PlainText } from './rich-text/plain-text.tsx'
import { RichText } from './rich-text/rich-text.tsx'
import { useCleanHtml } from './rich-text/use-clean-html.ts'

/** How much of a post a list shows, in letters, and how much more each "Show more" brings: a hostile megabyte never comes at once. */
const FOLDED = 700
const STEP = 60_000

/** The body of a post: rebuilt markup where there is some, else its text. */
export function PostText({ post, full }: { post: Post; full: boolean }) {
  const { t } = useText()
  const [steps, setSteps] = useState(full ? 1 : 0)
  const cleaned = useCleanHtml(post.html)
  const nodes = post.rich ?? cleaned
  const budget = steps === 0 ? FOLDED : STEP * steps
  if (isBrief(post)) return null
  const rich = nodes && nodes.length > 0 ? foldRich(nodes, budget) : undefined
  const plain = foldText(post.text, budget)
  return (
    <div className={styles.text}>
      {rich ? <RichText nodes={rich.nodes} origin={originOf(post)} /> : <PlainText text={plain.text} />}
      {(rich ?? plain).folded && (
        <Button size="s" variant="ghost" className={styles.unfold} onClick={() => setSteps(steps + 1)}>
          {t('post.more')}
        </Button>
      )}
    </div>
  )
}
