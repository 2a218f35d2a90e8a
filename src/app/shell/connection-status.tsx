import { useSession } from '#components/session-store.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './connection-status.module.css'

/** One word on the connection, always in the same place. On a phone it floats over the top and is only drawn while not online. */
export function ConnectionStatus({ floating = false }: { floating?: boolean }) {
  const { t } = useText()
  const kind = useSession(store => store.session.kind)
  return (
    <div role="status" className={floating ? styles.floating : styles.status} data-kind={kind}>
      <span className={styles.dot} aria-hidden />
      {t(`common.${kind}`)}
    </div>
  )
}
