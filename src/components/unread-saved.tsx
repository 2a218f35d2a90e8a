import { useId } from 'react'
import type { PostKey } from '#model/keys.ts'
import { getSaved } from '#storage/saved.ts'
import { useText } from '#ui/text/use-text.ts'
import { failureWords } from './failure-words.ts'
import { SaveButton } from './save-button.tsx'
import styles from './unread-saved.module.css'
import { useIsOnline, useQuestion } from './use-question.ts'
import { useRemembered } from './use-remembered.ts'

/** A post that another device of mine saved and that is not on this one: it is fetched now that it is looked at. */
export function UnreadSaved({ postKey, position }: { postKey: PostKey; position: number | undefined }) {
  const saved = useRemembered(`entry ${postKey}`, async db => (await getSaved(db, postKey)) ?? null)
  return saved && <Fetching postKey={postKey} title={saved.title} position={position} />
}

function Fetching({ postKey, title, position }: { postKey: PostKey; title: string; position: number | undefined }) {
  const { t } = useText()
  const titleId = useId()
  const online = useIsOnline()
  const { answer, failure } = useQuestion('open-post', { postKey })
  const words = (): string => {
    if (answer?.found === false || failure?.kind === 'not-found') return t('saved.gone.unread')
    if (!online) return t('saved.offline')
    return failure ? t(failureWords(failure)) : t('saved.fetching')
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the feed pattern gives every article the focus
    <article className={styles.card} aria-labelledby={titleId} aria-posinset={position} aria-setsize={-1} tabIndex={0}>
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
