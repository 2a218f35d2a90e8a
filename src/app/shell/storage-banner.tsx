import { useSession } from '#components/session-store.ts'
import { ButtonLink } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'

/** The one banner that stays: what is written now may not be kept. */
export function StorageBanner() {
  const { t } = useText()
  const degraded = useSession(store => store.storageDegraded)
  if (!degraded) return null
  return (
    <Notice
      tone="error"
      action={
        <ButtonLink size="s" href="#/settings/storage">
          {t('shell.storageDegraded.free')}
        </ButtonLink>
      }
    >
      {t('shell.storageDegraded')}
    </Notice>
  )
}
