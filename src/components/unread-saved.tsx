import { useId } from 'react'
import type { PostKey } from '#model/keys.ts'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import frame from './card-frame.module.css'
import { failureWords } from './failure-words.ts'
import { SaveButton } from './save-button.tsx'
import styles from './unread-saved.module.css'
import { useIsOnline, useQuestion } from './use-question.ts'
import { useSaved } from './use-saved.ts'

interface UnreadSavedProps {
  postKey: PostKey
  position: number | undefined
  /** It is known that the post is not here. */
  isMissing: boolean
}

/**
 * In the place of a post that is not here: nothing, unless it is saved. Then another device of mine did that, and it is fetched now that
 * it is looked at.
 */
export function UnreadSaved({ postKey, ...rest }: UnreadSavedProps) {
  const saved = useSaved(postKey)
  return saved && <Fetching postKey={postKey} title={saved.title} {...rest} />
}

function Fetching({ postKey, title, position, isMissing }: UnreadSavedProps & { title: string }) {
  const { t } = useText()
  const titleId = useId()
  const online = useIsOnline()
  const { answer, failure } = useQuestion('open-post', { postKey }, { enabled: isMissing })
  const words = (): string => {
    if (answer?.found === false || failure?.kind === 'not-found') return t('saved.gone.unread')
    if (!online) return t('saved.offline')
    return failure ? t('saved.refused', { reason: t(failureWords(failure)) }) : t('saved.fetching')
  }
  return (
    <article
      className={cx(frame.frame, frame.standIn, styles.card)}
      aria-labelledby={titleId}
      aria-posinset={position}
      aria-setsize={-1}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the feed pattern gives every article the focus
      tabIndex={0}
    >
      <h2 id={titleId} className={styles.title} dir="auto">
        <bdi>{title || t('post.untitled')}</bdi>
      </h2>
      <p className={styles.text}>{words()}</p>
      <div className={styles.actions}>
        <SaveButton postKey={postKey} title={title} />
      </div>
    </article>
  )
}
