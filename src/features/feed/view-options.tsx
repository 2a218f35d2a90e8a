import { SlidersHorizontal } from 'lucide-react'
import { setRecord } from '#commands/set-record.ts'
import type { FeedView } from '#storage/posts.ts'
import { Menu } from '#ui/menu.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useViewSettings } from '#components/use-lists.ts'
import { useRun } from '#components/use-run.ts'
import styles from './view-options.module.css'

const PARTS = ['reposts', 'replies'] as const

/** What a view shows, the same on all devices of its reader. */
export function ViewOptions({ view }: { view: FeedView }) {
  const { t } = useText()
  const run = useRun()
  const settings = useViewSettings(view)
  const items = PARTS.map(part => ({
    label: t(`views.${part}`),
    checked: settings[part],
    onSelect: () =>
      void run(db => setRecord(db, { kind: 'view', id: view, value: { ...settings, [part]: !settings[part] }, now: Date.now() })),
  }))
  const trigger = (
    <span className={styles.icon}>
      <SlidersHorizontal />
      {PARTS.some(part => !settings[part]) && <span className={styles.mark} />}
    </span>
  )
  return <Menu label={t('views.options')} trigger={trigger} items={items} className={styles.button ?? ''} />
}
