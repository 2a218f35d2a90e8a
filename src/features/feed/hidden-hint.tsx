import { setRecord } from '#commands/set-record.ts'
import type { FeedView } from '#storage/posts.ts'
import { Button } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useViewSettings } from '#components/use-lists.ts'
import { useRun } from '#components/use-run.ts'
import styles from './view-options.module.css'

/** At the end of a view that leaves something out: what somebody misses may be just that. */
export function HiddenHint({ view }: { view: FeedView }) {
  const { t } = useText()
  const run = useRun()
  const { reposts, replies } = useViewSettings(view)
  if (reposts && replies) return null
  const all = { reposts: true, replies: true }
  return (
    <div className={styles.hint}>
      <p>{t(reposts ? 'views.hidden.replies' : replies ? 'views.hidden.reposts' : 'views.hidden.both')}</p>
      <Button
        variant="ghost"
        size="s"
        onClick={() => void run(db => setRecord(db, { kind: 'view', id: view, value: all, now: Date.now() }))}
      >
        {t('views.hidden.show')}
      </Button>
    </div>
  )
}
