import { useMe } from '#components/account-context.tsx'
import { useSession } from '#components/session-store.ts'
import { domainOf } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import styles from './settings-page.module.css'

/** What the server said it cannot do: why something is missing elsewhere, in one place. */
export function ServerLacks() {
  const { t } = useText()
  const me = useMe()
  const lacks = useSession(store => store.lacks)
  if (lacks.size === 0) return null
  return (
    <section className={styles.group}>
      <h2 className={styles.name}>{t('settings.lacks', { domain: domainOf(me) })}</h2>
      <ul className={styles.lacks}>
        {[...lacks].map(lack => (
          <li key={lack}>{t(`settings.lacks.${lack}`)}</li>
        ))}
      </ul>
    </section>
  )
}
