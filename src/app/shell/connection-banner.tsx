import { X } from 'lucide-react'
import { useState } from 'react'
import { useAccount } from '#components/account-context.tsx'
import { useSession } from '#components/session-store.ts'
import { TroubleDetails } from '#components/trouble-details.tsx'
import { useTroubleText } from '#components/trouble-text.ts'
import { needsPerson, type SessionState } from '#model/session-state.ts'
import { domainOf } from '#shared/jid.ts'
import { Button, ButtonLink } from '#ui/button.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { Notice } from '#ui/notice.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './connection-banner.module.css'
import { useLasting } from './use-lasting.ts'

const PATIENCE = 3000

type Offline = Extract<SessionState, { kind: 'offline' }>

/**
 * After 3 s without a connection: what is wrong and what to do, laid over the page so that nothing moves. It stays while another attempt
 * is under way, and once it was closed it stays closed until something else is wrong.
 */
export function ConnectionBanner() {
  const session = useSession(store => store.session)
  const late = useLasting(session.kind !== 'online', PATIENCE)
  const [trouble, setTrouble] = useState<Offline>()
  const [dismissed, setDismissed] = useState<Offline>()
  if (session.kind === 'offline' && session !== trouble) setTrouble(session)
  if (session.kind === 'online' && trouble) {
    setTrouble(undefined)
    setDismissed(undefined)
  }
  if (!late || !trouble || dismissed?.trouble === trouble.trouble) return null
  return <OfflineBanner session={trouble} onDismiss={() => setDismissed(trouble)} />
}

function OfflineBanner({ session, onDismiss }: { session: Offline; onDismiss: () => void }) {
  const { t } = useText()
  const { jid } = useAccount()
  const textOf = useTroubleText()
  const { trouble } = session
  const plain = trouble === null || trouble === 'no-network'
  const words = plain ? undefined : textOf(trouble, domainOf(jid))
  const person = trouble !== null && needsPerson(trouble)
  return (
    <div className={styles.banner} data-banner>
      <Notice tone={person ? 'warning' : 'info'} className={styles.notice} action={<WayOn person={person} onDismiss={onDismiss} />}>
        {words === undefined ? t('shell.offline') : <Words {...words} detail={session.detail} open={person} />}
      </Notice>
    </div>
  )
}

/** What is wrong in one line; what it means is told to who has to do something, and to who asks. */
function Words({ headline, help, detail, open }: { headline: string; help: string; detail: string; open: boolean }) {
  if (open)
    return (
      <>
        <strong>{headline}</strong>
        <p>{help}</p>
        <TroubleDetails detail={detail} />
      </>
    )
  return (
    <details className={styles.words}>
      <summary>{headline}</summary>
      <p>{help}</p>
      {detail !== '' && <code dir="auto">{detail}</code>}
    </details>
  )
}

function WayOn({ person, onDismiss }: { person: boolean; onDismiss: () => void }) {
  const { t } = useText()
  const { ask } = useAccount()
  const [busy, setBusy] = useState(false)
  const retry = async () => {
    setBusy(true)
    // What became of it shows as the next session state, here and in the status line.
    await ask('connect-now', {}).catch(() => undefined)
    setBusy(false)
  }
  return (
    <>
      {person ? (
        <ButtonLink size="s" href="#/sign-in?again=1">
          {t('shell.signInAgain')}
        </ButtonLink>
      ) : (
        <Button size="s" busy={busy} onClick={() => void retry()}>
          {t('common.tryAgain')}
        </Button>
      )}
      <IconButton label={t('common.close')} icon={<X />} onClick={onDismiss} />
    </>
  )
}
