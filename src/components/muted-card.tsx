import { useId } from 'react'
import type { Post } from '#model/post.ts'
import { Button } from '#ui/button.tsx'
import { cx } from '#ui/cx.ts'
import { useText } from '#ui/text/use-text.ts'
import frame from './card-frame.module.css'
import { MuteName, mutedIn } from './mute-name.tsx'
import styles from './muted-card.module.css'
import { useUnmutedHere } from './use-unfolded.ts'

/** In the place of a post that is muted, where somebody came to its community, its author or a tag. */
export function MutedCard({ post, position }: { post: Post; position: number | undefined }) {
  const { t } = useText()
  const titleId = useId()
  const unfold = useUnmutedHere(store => store.set)
  const muted = mutedIn(post.mutedBy ?? '')
  return (
    <article
      className={cx(frame.frame, frame.standIn, styles.card)}
      aria-labelledby={titleId}
      aria-posinset={position}
      aria-setsize={-1}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the feed pattern gives every article the focus
      tabIndex={0}
    >
      <p id={titleId} className={styles.words}>
        {t('mutes.post')} <bdi>{muted && <MuteName {...muted} />}</bdi>
      </p>
      <Button size="s" onClick={() => unfold(post.key, true)}>
        {t('mutes.show')}
      </Button>
    </article>
  )
}
