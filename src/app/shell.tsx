import { lazy, type MouseEvent, type ReactNode, Suspense } from 'react'
import { useLive } from '#components/use-live.ts'
import { PictureViewer } from '#components/picture-viewer/picture-viewer.tsx'
import { useMedia } from '#components/use-media.ts'
import { useDb, useMe } from '#components/account-context.tsx'
import { unseenNotificationKeys } from '#storage/notifications.ts'
import { unreadToShow } from '#storage/unread-to-show.ts'
import { PageShownContext } from '#ui/page.tsx'
import { Toasts } from '#ui/toast.tsx'
import { wholeTexts } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { BottomBar } from './shell/bottom-bar.tsx'
import { CatchUpLine } from './shell/catch-up-line.tsx'
import { ConnectionBanner } from './shell/connection-banner.tsx'
import { ConnectionStatus } from './shell/connection-status.tsx'
import { DocumentTitle } from './shell/document-title.tsx'
import { Rail } from './shell/rail.tsx'
import { ShellKeys } from './shell/shell-keys.tsx'
import { StorageBanner } from './shell/storage-banner.tsx'
import { useAppBadge } from './shell/use-app-badge.ts'
import { useBeingHere } from './shell/use-being-here.ts'
import { useHeadingFocus } from './shell/use-heading-focus.ts'
import styles from './shell.module.css'

const MessageAlerts = lazy(async () => {
  const [{ MessageAlerts: alerts }] = await Promise.all([import('#components/alerts/message-alerts.tsx'), wholeTexts()])
  return { default: alerts }
})

/** The badge says "99+" beyond that. */
const MOST_UNSEEN = 100

/** A conversation on a phone has the whole window; its back arrow is the way out. */
const WHOLE_WINDOW = /^\/(chats\/(?!(?:requests|starred)$).|compose)/

/** The frame around every place of a signed-in account. */
export function Shell({ pathname, children }: { pathname: string; children: ReactNode }) {
  const { t } = useText()
  const db = useDb()
  const me = useMe()
  const phone = useMedia('(width < 48rem)')
  const total = useLive(() => unreadToShow(db, me, Date.now()), [db, me])
  const unseen = useLive(() => unseenNotificationKeys(db, MOST_UNSEEN), [db])
  const unread = total.state === 'data' ? total.data : 0
  const counts = { chats: unread, notifications: unseen.state === 'data' ? unseen.data.length : 0 }
  const bar = phone && !WHOLE_WINDOW.test(pathname)
  const focusHeading = useHeadingFocus(pathname)
  useBeingHere(db)
  useAppBadge(unread)
  const skip = (event: MouseEvent) => {
    // A hash link of its own would be taken for a place.
    event.preventDefault()
    document.getElementById('main')?.focus()
  }
  return (
    <div className={styles.shell} data-bar={bar || undefined}>
      <DocumentTitle unread={unread} />
      <a href="#main" className={styles.skip} onClick={skip}>
        {t('shell.skip')}
      </a>
      {phone ? <ConnectionStatus floating /> : <Rail pathname={pathname} counts={counts} />}
      <main id="main" tabIndex={-1} className={styles.main}>
        <CatchUpLine />
        <StorageBanner />
        <PageShownContext value={focusHeading}>
          <Suspense>{children}</Suspense>
        </PageShownContext>
      </main>
      {bar && <BottomBar pathname={pathname} counts={counts} />}
      <ConnectionBanner />
      <Suspense>
        <MessageAlerts />
      </Suspense>
      <PictureViewer />
      <ShellKeys />
      <Toasts />
    </div>
  )
}
