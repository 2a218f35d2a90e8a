import { useState } from 'react'
import { chooseAlerts } from '#commands/choose-alerts.ts'
import { chime } from '#components/alerts/chime.ts'
import { alertPermission } from '#components/alerts/show-alert.ts'
import { useDb } from '#components/account-context.tsx'
import { useLive } from '#components/use-live.ts'
import { useRun } from '#components/use-run.ts'
import { ALERT_CONTENTS, type AlertContent, type Alerts, getAlerts } from '#storage/alerts.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { Notice } from '#ui/notice.tsx'
import { Select } from '#ui/select.tsx'
import { useText } from '#ui/text/use-text.ts'
import { QuietHoursForm } from './quiet-hours-form.tsx'
import styles from './settings-page.module.css'

/** How this device tells of new messages. */
export function NotificationsSection() {
  const db = useDb()
  const alerts = useLive(() => getAlerts(db), [db])
  return (
    <div className={styles.section}>
      {alerts.state === 'data' && <Fields alerts={alerts.data} />}
      <QuietHoursForm />
    </div>
  )
}

function Fields({ alerts }: { alerts: Alerts }) {
  const { t } = useText()
  const run = useRun()
  const [permission, setPermission] = useState(alertPermission)
  const change = (wanted: Partial<Alerts>): void => void run(db => chooseAlerts(db, wanted))
  const isShown = alerts.desktop && permission === 'granted'
  // The browser is asked when somebody wants it, and never before.
  const turn = async (on: boolean): Promise<void> => {
    const next = on && permission !== 'missing' ? await Notification.requestPermission() : permission
    setPermission(next)
    change({ desktop: on && next === 'granted' })
  }
  return (
    <>
      <div className={styles.group}>
        <Checkbox
          label={t('alerts.desktop')}
          hint={t('alerts.desktop.hint')}
          checked={isShown}
          disabled={permission === 'missing'}
          onChange={event => void turn(event.currentTarget.checked)}
        />
        {permission === 'denied' && <Notice tone="info">{t('alerts.denied')}</Notice>}
        {permission === 'missing' && <Notice tone="info">{t('alerts.missing')}</Notice>}
        <Select<AlertContent>
          label={t('alerts.content')}
          value={alerts.content}
          disabled={!isShown}
          onChange={content => change({ content })}
          options={ALERT_CONTENTS.map(value => ({ value, label: t(`alerts.content.${value}`) }))}
        />
      </div>
      <div className={styles.group}>
        <Checkbox label={t('alerts.sound')} checked={alerts.sound} onChange={event => change({ sound: event.currentTarget.checked })} />
        <Button className={styles.start} onClick={() => void chime()}>
          {t('alerts.sound.try')}
        </Button>
      </div>
    </>
  )
}
