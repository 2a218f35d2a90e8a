import { useState } from 'react'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useAccount } from './account-context.tsx'
import styles from './history-lines.module.css'
import { useSession } from './session-store.ts'

/** A hole in the history that we know of, with the way to fill it. It goes by itself when the hole is closed. */
export function HistoryGap({ gapIds }: { gapIds: readonly number[] }) {
  const { t } = useText()
  const { ask } = useAccount()
  const online = useSession(store => store.session.kind === 'online')
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const load = async (): Promise<void> => {
    setState('busy')
    try {
      for (const gapId of gapIds) await ask('fill-archive-gap', { gapId })
      setState('idle')
    } catch {
      // Said in place, and the button stays.
      setState('failed')
    }
  }
  const text = state === 'failed' ? t('chats.gap.failed') : online ? t('chats.gap.text') : t('chats.gap.offline')
  return (
    <div className={styles.gap} role="note">
      <p>{text}</p>
      <Button size="s" busy={state === 'busy'} disabled={!online} onClick={() => void load()}>
        {t('chats.gap.load')}
      </Button>
    </div>
  )
}
