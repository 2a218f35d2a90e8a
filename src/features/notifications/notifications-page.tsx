import { Bell } from 'lucide-react'
import { useEffect, useState } from 'react'
import { seeNotifications } from '#commands/see-notifications.ts'
import { useDb } from '#components/account-context.tsx'
import { useAttention } from '#components/use-attention.ts'
import { useLive } from '#components/use-live.ts'
import { useRun } from '#components/use-run.ts'
import { getNotification, notificationKeys } from '#storage/notifications.ts'
import type { AccountDb } from '#storage/schema.ts'
import { Button } from '#ui/button.tsx'
import { EmptyState } from '#ui/empty-state.tsx'
import { Notice } from '#ui/notice.tsx'
import { Page } from '#ui/page.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { useText } from '#ui/text/use-text.ts'
import { NotificationRow } from './notification-row.tsx'
import styles from './notifications-page.module.css'

const STEP = 50
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
  const keys = useLive(() => notificationKeys(db, limit), [db, limit])
  useSeen(keys.state === 'data' ? keys.data[0] : undefined)
  if (keys.state === 'error') return <Notice tone="error">{t('notifications.trouble')}</Notice>
  if (keys.state === 'loading') return <Skeleton avatar lines={2} />
  if (keys.data.length === 0) {
    return <EmptyState icon={<Bell />} title={t('notifications.empty.title')} text={t('notifications.empty.text')} />
  }
  return (
    <>
      <ul className={styles.list} aria-label={t('notifications.title')}>
        {keys.data.map(key => (
          <NotificationRow key={key} notificationKey={key} />
        ))}
      </ul>
      {keys.data.length >= limit && (
        <Button className={styles.more} onClick={() => setLimit(limit + STEP)}>
          {t('common.more')}
        </Button>
      )}
    </>
  )
}

/** What has been on the screen of somebody who looks counts as seen. */
function useSeen(newest: string | undefined): void {
  const run = useRun()
  const attentive = useAttention()
  useEffect(() => {
    if (newest === undefined || !attentive) return undefined
    const see = async (db: AccountDb): Promise<void> => {
      // By the stamp of the newest one shown, not by this device's clock: the server's may be ahead.
      const shown = await getNotification(db, newest)
      if (shown) await seeNotifications(db, { until: shown.at })
    }
    const timer = setTimeout(() => void run(see), SEEN_MS)
    return () => clearTimeout(timer)
    // `run` is new in every drawing and always the same.
    // eslint-disable-next-line react/exhaustive-deps
  }, [newest, attentive])
}
