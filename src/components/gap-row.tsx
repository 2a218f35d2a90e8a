import { useState } from 'react'
import { type Failure, toFailure } from '#shared/errors.ts'
import type { NodeGap } from '#model/node.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useAccount } from './account-context.tsx'
import { failureWords } from './failure-words.ts'
import styles from './post-feed.module.css'
import { useNodeTitle } from './use-node.ts'
import { useIsOnline } from './use-question.ts'

/** Posts that are known to be missing here, with the way to get them. */
export function GapRow({ gap }: { gap: NodeGap }) {
  const { t } = useText()
  const account = useAccount()
  const online = useIsOnline()
  const title = useNodeTitle(gap.nodeKey)
  const [state, setState] = useState<{ busy: boolean; failure: Failure | null }>({ busy: false, failure: null })
  const fill = async (): Promise<void> => {
    if (gap.id === undefined) return
    setState({ busy: true, failure: null })
    try {
      await account.ask('fill-node-gap', { gapId: gap.id })
      setState({ busy: false, failure: null })
    } catch (error) {
      setState({ busy: false, failure: toFailure(error) })
    }
  }
  const isGiven = gap.cursor !== null
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- an entry of a feed can be focused
    <article className={styles.gap} aria-label={t('feed.gap', { title })} tabIndex={0}>
      <p>
        {t(isGiven ? 'feed.gap' : 'states.limit.gap', { title })}
        {state.failure && <span className={styles.failure}> {t(failureWords(state.failure))}</span>}
      </p>
      {isGiven && (
        <Button size="s" busy={state.busy} disabled={!online} onClick={() => void fill()}>
          {t('feed.gap.fill')}
        </Button>
      )}
    </article>
  )
}
