import { Bell } from 'lucide-react'
import { useEffect, useState } from 'react'
import { seeNotifications } from '#commands/see-notifications.ts'
import { useDb } from '#components/account-context.tsx'
import { useAttention } from '#components/use-attention.ts'
import { useLive } from '#components/use-live.ts'
import { useRun } from '#components/use-run.ts'
import { newestNotifications } from '#storage/notifications.ts'
import type { Notification } from '#storage/schema.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { groupNotifications } from './group-notifications.ts'
import { NotificationRow } from './notification-row.tsx'
import styles from './notifications-page.module.css'

/** Of single ones: many likes are one line. */
const STEP = 100
/** How long the list must have been before somebody's eyes. */
const SEEN_MS = 1_000

/** What happened that concerns me, newest first. */
export function NotificationsPage() {
  const { t } = useText()
  return (
    <Page title={t('notifications.title')}>
      <Notifications />
    </Page>
  )
}

function Notifications() {
  const { t } = useText()
  const db = useDb()
  const [limit, setLimit] = useState(STEP)
  const rows = useLive(() => newestNotifications(db, limit), [db, limit])
  useSeen(rows.state === 'data' ? rows.data : [])
  if (rows.state === 'error') return <Notice tone="error">{t('notifications.trouble')}</Notice>
  if (rows.state === 'loading') return <Skeleton avatar lines={2} />
  if (rows.data.length === 0) {
    return <EmptyState icon={<Bell />} title={t('notifications.empty.title')} text={t('notifications.empty.text')} />
  }
  return (
    <>
      <ul className={styles.list} aria-label={t('notifications.title')}>
        {groupNotifications(rows.data).map(group => (
          <NotificationRow key={group.id} group={group} />
        ))}
      </ul>
      {rows.data.length >= limit && (
        <Button className={styles.more} onClick={() => setLimit(limit + STEP)}>
          {t('common.more')}
        </Button>
      )}
    </>
  )
}

/** What has been on the screen of somebody who looks counts as seen. */
function useSeen(rows: readonly Notification[]): void {
  const run = useRun()
  const attentive = useAttention()
  // By the stamp of the newest one shown, not by this device's clock: the server's may be ahead.
  const until = rows[0]?.at
  // One that came late may be older than what was seen before.
  const unseen = rows.find(row => row.seen === 0)?.key
  useEffect(() => {
    if (until === undefined || unseen === undefined || !attentive) return undefined
    const timer = setTimeout(() => void run(db => seeNotifications(db, { until, now: Date.now() })), SEEN_MS)
    return () => clearTimeout(timer)
    // `run` is new in every drawing and always the same.
    // eslint-disable-next-line react/exhaustive-deps
  }, [until, unseen, attentive])
}
