import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, type SubmitEvent, useEffect, useRef, useState } from 'react'
import { useDeployment } from '#components/deployment.ts'
import type { SessionState, SessionTrouble } from '#model/session-state.ts'
import { Button } from '#ui/button.tsx'
import { Checkbox } from '#ui/checkbox.tsx'
import { IconButton } from '#ui/icon-button.tsx'
import { TextField } from '#ui/text-field.tsx'
import { useText } from '#ui/text/use-text.ts'
import { checkSignIn, type Fault, type FieldName, type SignInAttempt, type Typed } from './check-sign-in.ts'
import { SignInProgress } from './sign-in-progress.tsx'
import styles from './sign-in-page.module.css'

/** Which field a trouble asks to look at again. */
const FIELD_OF: Partial<Record<SessionTrouble, FieldName>> = {
  'wrong-password': 'password',
  'credentials-needed': 'password',
  'unknown-account': 'address',
  'unknown-host': 'address',
  'no-endpoint': 'websocketUrl',
  cors: 'websocketUrl',
  'not-xmpp': 'websocketUrl',
}

function askedBy(progress: SessionState | null): FieldName | undefined {
  return progress?.kind === 'offline' && progress.trouble !== null ? FIELD_OF[progress.trouble] : undefined
}

/** Troubles in which a typed endpoint may be the way in. */
const ENDPOINT_TROUBLES = new Set<SessionTrouble | null>(['no-endpoint', 'cors', 'not-xmpp', 'refused', 'timeout', 'tls'])

function focusField(form: HTMLFormElement | null, name: FieldName): void {
  const field = form?.elements.namedItem(name)
  if (!(field instanceof HTMLInputElement)) return
  field.focus()
  field.select()
}

interface SignInFormProps {
  progress: SessionState | null
  /** The server of the last attempt. */
  domain: string
  again: { address: string; stay: boolean } | null
  onSignIn: (attempt: SignInAttempt) => void
}

export function SignInForm({ progress, domain, again, onSignIn }: SignInFormProps) {
  const { t } = useText()
  const deployment = useDeployment()
  const [typed, setTyped] = useState<Typed>({ address: '', password: '', stay: true, websocketUrl: '', ...again })
  const [faults, setFaults] = useState<Partial<Record<FieldName, Fault>>>({})
  const form = useRef<HTMLFormElement>(null)
  const busy = progress !== null && progress.kind !== 'offline'
  useEffect(() => {
    // Each failed attempt is a new object: the field is asked for again although the trouble is the same.
    const asked = askedBy(progress)
    if (asked !== undefined) focusField(form.current, asked)
  }, [progress])

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (busy) return
    const checked = checkSignIn(typed, deployment)
    setFaults(checked.faults)
    const [first] = Object.keys(checked.faults) as FieldName[]
    if (first === undefined) onSignIn(checked.attempt)
    else focusField(form.current, first)
  }
  const change = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part })
    setFaults({})
  }
  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <AddressField
        autoFocus={again === null}
        value={typed.address}
        fault={faults.address}
        onChange={value => change({ address: value })}
      />
      <PasswordField
        autoFocus={again !== null}
        value={typed.password}
        fault={faults.password}
        onChange={value => change({ password: value })}
      />
      {again === null && (
        <Checkbox
          label={t('signIn.stay')}
          hint={t('signIn.stay.hint')}
          checked={typed.stay}
          onChange={event => change({ stay: event.currentTarget.checked })}
        />
      )}
      <SignInProgress progress={progress} domain={domain} />
      <Button type="submit" variant="primary" busy={busy}>
        {t('signIn.submit')}
      </Button>
      <Advanced wanted={(progress?.kind === 'offline' && ENDPOINT_TROUBLES.has(progress.trouble)) || typed.websocketUrl !== ''}>
        <TextField
          name="websocketUrl"
          label={t('signIn.websocket')}
          hint={t('signIn.websocket.hint')}
          error={faults.websocketUrl && t('signIn.websocket.wrong')}
          value={typed.websocketUrl}
          placeholder="wss://"
          inputMode="url"
          dir="ltr"
          autoCapitalize="none"
          spellCheck={false}
          onChange={event => change({ websocketUrl: event.currentTarget.value })}
        />
      </Advanced>
    </form>
  )
}

interface FieldProps {
  autoFocus: boolean
  value: string
  fault: Fault | undefined
  onChange: (value: string) => void
}

function AddressField({ autoFocus, value, fault, onChange }: FieldProps) {
  const { t } = useText()
  const { domain } = useDeployment()
  const example = `anna@${domain || 'example.org'}`
  const error = fault === 'wrong-domain' ? t('signIn.address.locked', { domain }) : t('signIn.address.wrong', { example })
  return (
    <TextField
      name="address"
      autoFocus={autoFocus}
      label={t('signIn.address')}
      hint={t('signIn.address.hint', { example })}
      error={fault && error}
      value={value}
      autoComplete="username"
      inputMode="email"
      dir="ltr"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      required
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

function PasswordField({ autoFocus, value, fault, onChange }: FieldProps) {
  const { t } = useText()
  const [shown, setShown] = useState(false)
  return (
    <TextField
      name="password"
      autoFocus={autoFocus}
      label={t('signIn.password')}
      error={fault && t('signIn.password.missing')}
      value={value}
      type={shown ? 'text' : 'password'}
      autoComplete="current-password"
      dir="ltr"
      required
      onChange={event => onChange(event.currentTarget.value)}
      trailing={
        <IconButton
          label={t('signIn.password.show')}
          icon={shown ? <EyeOff /> : <Eye />}
          pressed={shown}
          onClick={() => setShown(!shown)}
        />
      }
    />
  )
}

/** Folded away until somebody wants it or the trouble asks for it; never folded by itself. */
function Advanced({ wanted, children }: { wanted: boolean; children: ReactNode }) {
  const { t } = useText()
  const [opened, setOpened] = useState(false)
  const open = opened || wanted
  return (
    <details className={styles.advanced} open={open} onToggle={event => setOpened(event.currentTarget.open)}>
      <summary>{t('signIn.advanced')}</summary>
      {children}
    </details>
  )
}
