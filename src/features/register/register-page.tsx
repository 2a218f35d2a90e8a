import { useDeployment } from '#components/deployment.ts'
import { ButtonLink } from '#ui/button.tsx'
import { useText } from '#ui/text/use-text.ts'
import styles from './register-page.module.css'

/** Where an account comes from. Creating one in the page is not there yet, and this says so. */
export function RegisterPage() {
  const { t } = useText()
  const register = useDeployment(store => store.register)
  return (
    <main className={styles.page} id="main">
      <div className={styles.card}>
        <h1 tabIndex={-1}>{t('register.title')}</h1>
        <p>{t(register === false ? 'register.off' : 'register.text')}</p>
        {typeof register === 'object' && <SuggestedServers domains={register} />}
        <div className={styles.actions}>
          <ButtonLink variant="primary" href="#/sign-in">
            {t('register.have')}
          </ButtonLink>
          {register === true && (
            <ButtonLink href="https://providers.xmpp.net/" target="_blank" rel="noopener noreferrer">
              {t('register.directory')}
            </ButtonLink>
          )}
        </div>
      </div>
    </main>
  )
}

function SuggestedServers({ domains }: { domains: readonly string[] }) {
  const { t } = useText()
  return (
    <section>
      <h2 className={styles.heading}>{t('register.suggested')}</h2>
      <ul className={styles.servers}>
        {domains.map(domain => (
          <li key={domain}>
            <a href={`https://${domain}/`} target="_blank" rel="noopener noreferrer">
              <bdi>{domain}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
