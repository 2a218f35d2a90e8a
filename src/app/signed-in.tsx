import { Outlet, type ParsedLocation, redirect, useCanGoBack, useLocation, useRouter } from '@tanstack/react-router'
import { useDeferredValue, useEffect } from 'react'
import { AccountContext } from '#components/account-context.tsx'
import { GoBackContext } from '#ui/page.tsx'
import { useAccounts } from './accounts.ts'
import { Shell } from './shell.tsx'
import { UpdatePrompt } from './update-prompt.tsx'

/** Resolves once it is known whether somebody is signed in on this device: a blink, while the device's database opens. */
async function accountsKnown(): Promise<void> {
  if (useAccounts.getState().status !== 'starting') return
  await new Promise<void>(resolve => {
    const stop = useAccounts.subscribe(store => {
      if (store.status === 'starting') return
      stop()
      resolve()
    })
  })
}

/** Without an account every way leads to the front door, and from there back to where it was going. */
export async function guard({ location }: { location: ParsedLocation }): Promise<void> {
  await accountsKnown()
  if (useAccounts.getState().account) return
  const next = location.pathname === '/' || location.href === '/feed' ? undefined : location.href
  // oxlint-disable-next-line typescript/only-throw-error -- the router's way of saying it
  throw redirect({ to: '/sign-in', search: next === undefined ? {} : { next }, replace: true })
}

/** Everything behind the front door. */
export function SignedIn() {
  const account = useAccounts(store => store.account)
  // What hangs on the router is drawn in one go: the frame around every place, drawn for the first time, would hold up the page.
  const drawn = useDeferredValue(account, null)
  const pathname = useLocation({ select: location => location.pathname })
  const router = useRouter()
  const canGoBack = useCanGoBack()
  const gone = account === null
  useEffect(() => {
    if (gone) router.history.replace('/sign-in')
  }, [gone, router])
  if (!account || drawn !== account) return null
  const goBack = () => {
    if (canGoBack) router.history.back()
    return canGoBack
  }
  return (
    <AccountContext value={account}>
      <GoBackContext value={goBack}>
        <Shell key={account.jid} pathname={pathname}>
          <Outlet />
        </Shell>
        <UpdatePrompt />
      </GoBackContext>
    </AccountContext>
  )
}
