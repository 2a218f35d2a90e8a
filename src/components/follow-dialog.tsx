import { useState } from 'react'
import { showFollow } from '#commands/show-follow.ts'
import type { FeedNode } from '#model/node.ts'
import { intentsOf } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'
import { isShown } from '#storage/shown-follows.ts'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useDb } from './account-context.tsx'
import { failureWords } from './failure-words.ts'
import styles from './follow-dialog.module.css'
import { useLiveQuery } from './use-live-query.ts'
import { useQuestion } from './use-question.ts'
import { useRun } from './use-run.ts'

async function readShown(db: AccountDb, { key: nodeKey }: FeedNode) {
  const rows = await intentsOf(db, { kind: 'show-follow', nodeKey }, ['show-follow'])
  const refused = rows.find(({ state }) => state === 'failed')
  return { shown: (await isShown(db, nodeKey)) === true, waits: rows.length > 0 && !refused, failure: refused?.failure ?? null }
}

interface FollowDialogProps {
  followed: FeedNode
  title: string
  onClose: () => void
}

/** What it means to follow this, who learns of it, and the choice to show it to others. */
export function FollowDialog({ followed, title, onClose }: FollowDialogProps) {
  const { t } = useText()
  const db = useDb()
  const run = useRun()
  const state = useLiveQuery(async () => readShown(db, followed), [db, followed.key])
  const { answer } = useQuestion('shown-follows-audience', {}, { freshMs: 0 })
  // What was pressed is seen pressed at once, until it is what is stored, or was refused.
  const [wanted, setWanted] = useState<boolean>()
  if (wanted !== undefined && (state?.shown === wanted || state?.failure)) setWanted(undefined)
  if (!state) return null
  const change = (shown: boolean): void => {
    setWanted(shown)
    void run(base => showFollow(base, { nodeKey: followed.key, shown, now: Date.now() }))
  }
  return (
    <Dialog open onClose={onClose} title={t('follows.title', { name: title })}>
      <div className={styles.body}>
        {followed.kind === 'person' ? <p>{t('people.follow.hint')}</p> : <p>{t('follows.community', { service: followed.service })}</p>}
        <p>{t('follows.private')}</p>
        <Checkbox
          label={t('follows.show')}
          hint={t(`follows.show.${answer?.access ?? 'unknown'}`)}
          checked={wanted ?? state.shown}
          onChange={event => change(event.currentTarget.checked)}
        />
        {state.failure && <Notice tone="error">{t('follows.failed', { reason: t(failureWords(state.failure)) })}</Notice>}
        <p className={styles.waits} role="status">
          {state.waits && t('communities.follow.pending')}
        </p>
      </div>
    </Dialog>
  )
}
