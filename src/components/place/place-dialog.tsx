import { useEffect, useEffectEvent, useState } from 'react'
import { sendLocation } from '#commands/send-location.ts'
import type { BareJid } from '#shared/jid.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { Notice } from '#ui/notice.tsx'
import { Spinner } from '#ui/spinner.tsx'
import { useText } from '#ui/text/use-text.ts'
import { useMe } from '../account-context.tsx'
import { useRun } from '../use-run.ts'
import styles from './place-dialog.module.css'
import { isSamePlace, locationOf, rounded, usePlace } from './use-place.ts'

interface PlaceDialogProps {
  conversation: BareJid
  onSent: () => void
  onClose: () => void
}

/** Where one is, sent to somebody: the device is asked when this opens, and what will be sent is shown before it is. */
export function PlaceDialog({ conversation, onSent, onClose }: PlaceDialogProps) {
  const { t, intl } = useText()
  const me = useMe()
  const run = useRun()
  const { state, exact, ask } = usePlace()
  const [isExact, setIsExact] = useState(true)
  const begin = useEffectEvent(() => void ask())
  useEffect(() => begin(), [])
  const place = exact && locationOf(exact, '', isExact)
  const degrees = (value: number): string => intl.formatNumber(value, { minimumFractionDigits: 2, maximumFractionDigits: 6 })
  const send = async (): Promise<void> => {
    if (!place) return
    const sent = await run(db => sendLocation(db, { me, conversation, place, now: Date.now() }))
    if (sent === undefined) return
    onClose()
    onSent()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('place.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button variant="primary" disabled={!place} onClick={() => void send()}>
            {t('place.send')}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {(state === 'denied' || state === 'unavailable') && (
          <Notice
            tone="warning"
            action={
              <Button size="s" onClick={() => void ask()}>
                {t('common.tryAgain')}
              </Button>
            }
          >
            {t(`compose.location.${state}`)}
          </Notice>
        )}
        <p role="status" className={styles.status}>
          {state === 'asking' && (
            <>
              <Spinner />
              {t('compose.location.asking')}
            </>
          )}
          {place && t('place.sent', { lat: degrees(place.lat), lon: degrees(place.lon) })}
        </p>
        {exact && !isSamePlace(exact, rounded(exact)) && (
          <Checkbox
            label={t('compose.location.exact')}
            hint={t('compose.location.exact.hint')}
            checked={isExact}
            onChange={event => setIsExact(event.target.checked)}
          />
        )}
      </div>
    </Dialog>
  )
}
