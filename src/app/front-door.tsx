import { useRouter, useSearch } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { useSession } from '#components/session-store.ts'
import { isVisit } from '#model/account.ts'
import { Toasts } from '#ui/toast.tsx'
import { useAccounts } from './accounts.ts'
import { SignInPage } from './lazy-pages.ts'

/** Signing in, and on to where the visitor wanted to go. `again`: the account is here, but its server wants the password anew. */
export function FrontDoor() {
  const { next, again } = useSearch({ from: '/sign-in' })
  const router = useRouter()
  const status = useAccounts(store => store.status)
  const account = useAccounts(store => store.account)
  const progress = useAccounts(store => store.progress)
  const signIn = useAccounts(store => store.signIn)
  const online = useSession(store => store.session.kind === 'online')
  const done = account !== null && (again === undefined || online)
  useEffect(() => {
    if (done) router.history.replace(next?.startsWith('/') === true ? next : '/feed')
  }, [done, next, router])
  if (status === 'starting' || done) return null
  return (
    <Suspense>
      <SignInPage progress={progress} again={account && { address: account.jid, stay: !isVisit(account.db.name) }} onSignIn={signIn} />
      <Toasts />
    </Suspense>
  )
}
