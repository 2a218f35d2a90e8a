import { create } from 'zustand'
import type { WorkerReport } from '#bridge/contract.ts'
import type { AccountAccess } from '#components/account-context.tsx'
import { useSession } from '#components/session-store.ts'
import type { SessionState } from '#model/session-state.ts'
import type { BareJid } from '#shared/jid.ts'
import { forgetAccount, getAccount, listAccounts } from '#storage/accounts.ts'
import { deleteDb, deviceDb } from '#storage/db.ts'
import { type OpenAccount, openAccount } from './account-access.ts'
import { type EngineClient, startEngine } from './engine-client.ts'
import { eraseTraces } from './erase-traces.ts'
import { deleteAbandonedVisits, rememberVisit, visitOf } from './visits.ts'

export interface SignInAttempt {
  address: string
  password: string
  stay: boolean
  websocketUrl: string | null
}

export interface AccountsStore {
  status: 'starting' | 'signed-out' | 'signing-in' | 'signed-in'
  /** How signing in goes, or why it did not work. */
  progress: SessionState | null
  account: AccountAccess | null
  signIn: (attempt: SignInAttempt) => void
  /** Takes the account off this device, with everything of it. Resolves to whether the server took back the token. */
  signOut: () => Promise<{ tokenRevoked: boolean }>
}

let engine: EngineClient | undefined
let open: OpenAccount | undefined
let onSignedOut: ((outcome: { tokenRevoked: boolean }) => void) | undefined
const device = deviceDb()

export const useAccounts = create<AccountsStore>()((set, get) => ({
  status: 'starting',
  progress: null,
  account: null,
  signIn: attempt => {
    set({ status: 'signing-in', progress: { kind: 'connecting', step: 'finding-server' } })
    engine?.send({ type: 'sign-in', ...attempt })
  },
  signOut: async () => {
    const account = get().account
    if (!account) return { tokenRevoked: false }
    const outcome = await endConnection(account.jid)
    await leave(account.jid)
    return outcome
  },
}))

/** Whoever holds the connection ends it: this tab's worker, or another's, which hears it over the channel. */
async function endConnection(jid: BareJid): Promise<{ tokenRevoked: boolean }> {
  const ended = new Promise<{ tokenRevoked: boolean }>(resolve => (onSignedOut = resolve))
  open?.send({ type: 'sign-out' })
  engine?.send({ type: 'sign-out', jid })
  const patience = new Promise<{ tokenRevoked: boolean }>(resolve => setTimeout(() => resolve({ tokenRevoked: false }), 5000))
  return Promise.race([ended, patience])
}

/** Erases everything of an account on this device; other tabs let go of it when its database is deleted. */
async function leave(jid: BareJid): Promise<void> {
  const name = open?.access.db.name
  closeAccount()
  await forgetAccount(device, jid)
  if (name) await deleteDb(name)
  await eraseTraces()
  rememberVisit(null)
}

function closeAccount(): void {
  open?.close()
  open = undefined
  useSession.getState().reset()
  useAccounts.setState({ status: 'signed-out', account: null, progress: null })
}

function enter(jid: BareJid, dbName: string): void {
  if (open?.access.db.name !== dbName) {
    open?.close()
    open = openAccount(jid, dbName)
    const { access } = open
    access.onSignal(signal => {
      useSession.getState().receive(signal)
      // Signed out in another tab.
      if (signal.kind === 'signed-out' && useAccounts.getState().account?.jid === signal.jid) closeAccount()
    })
  }
  const { access } = open
  useAccounts.setState({ status: 'signed-in', account: access, progress: null })
  access.ask('session-state', {}).then(
    state => useSession.getState().receive({ kind: 'session', state }),
    () => undefined,
  )
}

function onReport(report: WorkerReport): void {
  switch (report.type) {
    case 'progress':
      if (useAccounts.getState().status === 'signing-in') useAccounts.setState({ progress: report.state })
      break
    case 'signed-in':
      rememberVisit(report.dbName.startsWith('kith:visit:') ? report : null)
      enter(report.jid, report.dbName)
      // Without it the browser may throw the cache away when the disk fills.
      void navigator.storage?.persist?.()
      break
    case 'sign-in-failed':
      useAccounts.setState({ status: useAccounts.getState().account ? 'signed-in' : 'signed-out', progress: report.state })
      break
    case 'signed-out':
      onSignedOut?.(report)
      break
    case 'crashed':
      useSession
        .getState()
        .receive({ kind: 'session', state: { kind: 'offline', trouble: 'server-error', detail: report.failure.message, retryAt: null } })
      break
  }
}

/** Opens what this device knows before any network, then lets the engine connect. */
export function startAccounts(): void {
  engine = startEngine(onReport)
  void openKnown()
}

async function openKnown(): Promise<void> {
  const visit = visitOf()
  const [last] = await listAccounts(device)
  const known = last ? await getAccount(device, last.jid) : undefined
  if (visit) enter(visit.jid, visit.dbName)
  else if (known) enter(known.jid, known.dbName)
  else useAccounts.setState({ status: 'signed-out' })
  if (known && !visit) engine?.send({ type: 'resume', jid: known.jid })
  await deleteAbandonedVisits(visit?.dbName ?? null)
}
