import { CloudOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSession } from '#components/session-store.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './waiting-line.module.css'

/** A connection that comes back this soon was not worth mentioning. */
const PATIENCE_MS = 3_000

/** Without a connection: messages can be written all the same, and wait. */
export function WaitingLine() {
  const { t } = useText()
  const online = useSession(store => store.session.kind === 'online')
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (online) return undefined
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [online])
  if (online || !late) return null
  return (
    <p className={styles.line}>
      <CloudOff aria-hidden />
      {t('chats.waiting')}
    </p>
  )
}
