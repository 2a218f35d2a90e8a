import { PenLine } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { BrandMark } from '#components/brand-mark.tsx'
import { useDeployment } from '#components/deployment.ts'
import { PersonAvatar } from '#components/person-avatar.tsx'
import { useMe } from '#components/account-context.tsx'
import { usePersonName } from '#components/use-person-name.ts'
import { ButtonLink } from '#ui/button.tsx'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { wholeTexts } from '#ui/text/catalogue.ts'
import { useText } from '#ui/text/use-text.ts'
import { ConnectionStatus } from './connection-status.tsx'
import { NAV_PLACES, type NavCounts } from './nav-places.ts'
import { NavLink } from './nav-link.tsx'
import styles from './rail.module.css'

const QuietMark = lazy(async () => {
  const [{ QuietMark: mark }] = await Promise.all([import('#components/alerts/quiet-mark.tsx'), wholeTexts()])
  return { default: mark }
})

/** The side of a wide window: places, writing, who I am and how the connection is. Narrow windows get the same with small labels. */
export function Rail({ pathname, counts }: { pathname: string; counts: NavCounts }) {
  const { t } = useText()
  const me = useMe()
  const name = useDeployment(store => store.name)
  const called = usePersonName(me)
  return (
    <header className={styles.rail}>
      <div className={styles.brand}>
        <BrandMark className={styles.mark} />
        <span className={styles.name}>{name}</span>
      </div>
      <nav aria-label={t('shell.nav')}>
        <ul className={styles.places}>
          {NAV_PLACES.map(place => (
            <li key={place.name}>
              <NavLink place={place} pathname={pathname} counts={counts} className={styles.place} />
            </li>
          ))}
        </ul>
      </nav>
      <ButtonLink variant="primary" href="#/compose" icon={<PenLine aria-hidden />} className={styles.write}>
        {t('shell.newPost')}
      </ButtonLink>
      <div className={styles.foot}>
        <a href="#/settings/account" className={styles.me} title={t('shell.signedInAs', { jid: me })}>
          <PersonAvatar jid={me} size={36} />
          <VisuallyHidden>{t('shell.signedInAs', { jid: me })}</VisuallyHidden>
          <span className={styles.who} aria-hidden>
            <bdi className={styles.called}>{called}</bdi>
            {called !== me && <bdi className={styles.jid}>{me}</bdi>}
          </span>
        </a>
        <Suspense>
          <QuietMark className={styles.quiet} />
        </Suspense>
        <ConnectionStatus />
      </div>
    </header>
  )
}
