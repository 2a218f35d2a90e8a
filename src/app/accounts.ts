import { create } from 'zustand'
import type { WorkerReport } from '#bridge/contract.ts'
import type { AccountAccess } from '#components/account-context.tsx'
import { useSession } from '#components/session-store.ts'
import type { SessionState } from '#model/session-state.ts'
import { isVisit } from '#model/account.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import { forgetAccount, getAccount, listAccounts } from '#storage/accounts.ts'
import { deleteDb, deviceDb } from '#storage/db.ts'
import type { DeviceDb } from '#storage/schema.ts'
import { type OpenAccount, openAccount } from './account-access.ts'
import { type EngineClient, startEngine } from './engine-client.ts'
import { eraseTraces } from './erase-traces.ts'
import { deleteAbandoned, rememberVisit, visitOf } from './visits.ts'

export interface SignInAttempt {
  address: string
  password: string
  stay: boolean
  /** Typed by the visitor. */
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
let device: DeviceDb | undefined

/** Opened when first wanted: what every screen waits for is only loaded, not begun. */
const theDevice = (): DeviceDb => (device ??= deviceDb())

export const useAccounts = create<AccountsStore>()((set, get) => ({
  status: 'starting',
  progress: null,
  account: null,
  signIn: attempt => {
    set({ status: 'signing-in', progress: { kind: 'connecting', step: 'finding-server' } })
    const visit = visitOf()
    engine?.send({ type: 'sign-in', ...attempt, visit: visit?.jid === attempt.address ? visit.dbName : null })
  },
  signOut: async () => {
    const account = get().account
    if (!account) return { tokenRevoked: false }
    // Ending the connection signals "signed out" to every tab, this one too, which lets go of the database before it is erased here.
    const { name } = account.db
    const outcome = await endConnection()
    await leave(account.jid, name)
    return outcome
  },
}))

/** Longer than an engine takes to revoke a token of a server that does not answer. */
const SIGN_OUT_MS = 8_000

/** Whoever holds the connection ends it, this tab's worker or another's. */
async function endConnection(): Promise<{ tokenRevoked: boolean }> {
  const ended = new Promise<{ tokenRevoked: boolean }>(resolve => (onSignedOut = resolve))
  open?.send({ type: 'sign-out' })
  const patience = new Promise<{ tokenRevoked: boolean }>(resolve => setTimeout(() => resolve({ tokenRevoked: false }), SIGN_OUT_MS))
  return Promise.race([ended, patience])
}

/** Erases everything of an account on this device. The engine did it already, unless there was none. */
async function leave(jid: BareJid, dbName: string): Promise<void> {
  closeAccount()
  await forgetAccount(theDevice(), jid)
  await deleteDb(dbName)
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
      if (signal.kind !== 'signed-out' || useAccounts.getState().account?.jid !== signal.jid) return
      onSignedOut?.(signal)
      rememberVisit(null)
      closeAccount()
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
      rememberVisit(isVisit(report.dbName) ? report : null)
      enter(report.jid, report.dbName)
      // Without it the browser may throw the cache away when the disk fills.
      void navigator.storage?.persist?.()
      break
    case 'sign-in-failed':
      useAccounts.setState({ status: useAccounts.getState().account ? 'signed-in' : 'signed-out', progress: report.state })
      break
    case 'crashed':
      onCrashed(report.failure)
      break
  }
}

/** The worker could not go on: shown where one is, inside or in front of the door. */
function onCrashed({ kind, message }: Failure): void {
  const state: SessionState = {
    kind: 'offline',
    trouble: kind === 'storage' ? 'no-storage' : 'server-error',
    detail: message,
    retryAt: null,
  }
  const { account } = useAccounts.getState()
  if (account) useSession.getState().receive({ kind: 'session', state })
  useAccounts.setState({ status: account ? 'signed-in' : 'signed-out', progress: state })
}

/** What the deployer set about where servers listen. */
export function setEndpoints(websocket: Readonly<Record<string, string>>): void {
  engine?.send({ type: 'endpoints', websocket })
}

/** Opens what this device knows before any network, then lets the engine connect. */
export function startAccounts(): void {
  engine = startEngine(onReport)
  openKnown().catch((error: unknown) => onCrashed(toFailure(error)))
}

async function openKnown(): Promise<void> {
  const visit = visitOf()
  const [last] = await listAccounts(theDevice())
  const known = last ? await getAccount(theDevice(), last.jid) : undefined
  const opened = visit ?? known
  if (opened) {
    enter(opened.jid, opened.dbName)
    engine?.send({ type: 'resume', jid: opened.jid, visit: visit?.dbName ?? null })
  } else useAccounts.setState({ status: 'signed-out' })
  await deleteAbandoned(theDevice())
}
