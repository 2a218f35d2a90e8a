import { useEffect, useState } from 'react'
import { Button } from '#ui/button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'
import { byteText } from './byte-text.ts'
import styles from './settings-page.module.css'

interface Usage {
  used: number | undefined
  quota: number | undefined
  persisted: boolean
}

async function readUsage(): Promise<Usage> {
  // Not on every engine: WebKitGTK has neither, and `navigator.storage` is missing outside of a secure context.
  const storage = navigator.storage as Partial<StorageManager> | undefined
  const estimate = (await storage?.estimate?.()) ?? {}
  return { used: estimate.usage, quota: estimate.quota, persisted: (await storage?.persisted?.()) ?? false }
}

export function StorageSection() {
  const { t, intl } = useText()
  const [usage, setUsage] = useState<Usage>()
  const [refused, setRefused] = useState(false)
  useEffect(() => {
    void readUsage().then(setUsage)
  }, [])
  const persist = async () => {
    const kept = (await navigator.storage.persist?.()) ?? false
    setRefused(!kept)
    setUsage(await readUsage())
  }
  const { used, quota } = usage ?? {}
  return (
    <div className={styles.section}>
      <p>{t('settings.storage.what')}</p>
      {usage && (used === undefined || quota === undefined) && <p>{t('settings.storage.unknown')}</p>}
      {used !== undefined && quota !== undefined && (
        <div className={styles.group}>
          <meter className={styles.meter} min={0} max={quota} value={used} aria-label={t('settings.storage')} />
          <p>{t('settings.storage.used', { used: byteText(intl, used), quota: byteText(intl, quota) })}</p>
        </div>
      )}
      {usage && (
        <div className={styles.group}>
          <p className={styles.summary}>{t(usage.persisted ? 'settings.storage.persisted' : 'settings.storage.bestEffort')}</p>
          {!usage.persisted && (
            <Button className={styles.start} onClick={() => void persist()}>
              {t('settings.storage.persist')}
            </Button>
          )}
          {refused && <Notice tone="info">{t('settings.storage.refused')}</Notice>}
        </div>
      )}
    </div>
  )
}
