import { useState } from 'react'
import { BrandMark } from '#components/brand-mark.tsx'
import { useDeployment } from '#components/deployment.ts'
import { LanguageField, ThemeField } from '#components/preference-fields.tsx'
import type { SessionState } from '#model/session-state.ts'
import { splitJid } from '#shared/jid.ts'
import { useText } from '#ui/text/use-text.ts'
import type { SignInAttempt } from './check-sign-in.ts'
import { SignInForm } from './sign-in-form.tsx'
import styles from './sign-in-page.module.css'

export interface SignInPageProps {
  /** Where the attempt stands; null before the first one. */
  progress: SessionState | null
  onSignIn: (attempt: SignInAttempt) => void
  /** The account is here already and its server wants the password anew. Whether it stays on this device was said the first time. */
  again?: { address: string; stay: boolean } | null
}

/** The front door: an address and a password are all that is asked. */
export function SignInPage({ progress, onSignIn, again = null }: SignInPageProps) {
  const { t } = useText()
  const name = useDeployment(store => store.name)
  const register = useDeployment(store => store.register)
  const [attempted, setAttempted] = useState(again?.address ?? '')
  const signIn = (attempt: SignInAttempt) => {
    setAttempted(attempt.address)
    onSignIn(attempt)
  }
  return (
    <main className={styles.page} id="main">
      <div className={styles.card}>
        <header className={styles.brand}>
          <BrandMark className={styles.mark} />
          <p className={styles.name}>{name}</p>
          <p className={styles.tagline}>{t('signIn.tagline')}</p>
        </header>
        <h1 className={styles.title}>{t('signIn.title')}</h1>
        <SignInForm progress={progress} domain={splitJid(attempted)?.domain ?? ''} again={again} onSignIn={signIn} />
        {register !== false && (
          <p className={styles.register}>
            {t('signIn.register.lead')} <a href="#/register">{t('signIn.register')}</a>
          </p>
        )}
      </div>
      <footer className={styles.preferences}>
        <LanguageField hideLabel />
        <ThemeField hideLabel />
      </footer>
    </main>
  )
}
