import { Copy, LogOut } from 'lucide-react'
import { useState } from 'react'
import { useDb, useMe } from '#components/account-context.tsx'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { usePreferences } from '#components/preferences.ts'
import { unsentCount } from '#storage/outbox.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'
import { toast } from '#ui/toast.tsx'
import { ServerLacks } from './server-lacks.tsx'
import styles from './settings-page.module.css'
import { UnsentDialog } from './unsent-dialog.tsx'

export function AccountSection({ onSignOut }: { onSignOut: () => Promise<unknown> }) {
  const { t } = useText()
  const me = useMe()
  const copy = async () => {
    await navigator.clipboard.writeText(me)
    toast(t('settings.copied'))
  }
  return (
    <div className={styles.section}>
      <div className={styles.card}>
        <PersonAvatar jid={me} size={56} />
        <div className={styles.words}>
          <span className={styles.summary}>{t('settings.account.address')}</span>
          <bdi className={styles.address}>{me}</bdi>
          <span className={styles.summary}>{t('settings.account.share')}</span>
        </div>
        <IconButton label={t('settings.copy')} icon={<Copy />} onClick={() => void copy()} />
      </div>
      <ServerLacks />
      <TellsTyping />
      <SignOut onSignOut={onSignOut} />
    </div>
  )
}

function TellsTyping() {
  const { t } = useText()
  const { tellsTyping, setTellsTyping } = usePreferences()
  return (
    <section className={styles.group}>
      <Checkbox
        label={t('chats.tellTyping')}
        hint={t('chats.tellTyping.hint')}
        checked={tellsTyping}
        onChange={event => setTellsTyping(event.currentTarget.checked)}
      />
    </section>
  )
}

/** Asks back only when something would be lost for good: what has not reached the server. */
function SignOut({ onSignOut }: { onSignOut: () => Promise<unknown> }) {
  const { t } = useText()
  const db = useDb()
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle')
  const [unsent, setUnsent] = useState(0)
  const signOut = async () => {
    setUnsent(0)
    setState('busy')
    try {
      await onSignOut()
    } catch {
      setState('failed')
    }
  }
  const ask = async () => {
    const waiting = await unsentCount(db).catch(() => 0)
    if (waiting > 0) setUnsent(waiting)
    else await signOut()
  }
  return (
    <section className={styles.group}>
      <p className={styles.summary}>{t('settings.signOut.text')}</p>
      {state === 'failed' && <Notice tone="error">{t('settings.signOut.failed')}</Notice>}
      <Button variant="secondary" icon={<LogOut />} busy={state === 'busy'} className={styles.start} onClick={() => void ask()}>
        {t('settings.signOut')}
      </Button>
      <UnsentDialog count={unsent} onClose={() => setUnsent(0)} onSignOut={() => void signOut()} />
    </section>
  )
}
