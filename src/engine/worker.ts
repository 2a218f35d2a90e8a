/** The engine's way into the browser: one worker a tab, of which one at a time holds the account's connection. */
import { liveLockName, type WorkerCommand, type WorkerReport } from '#bridge/contract.ts'
import type { Account } from '#model/account.ts'
import type { SessionState } from '#model/session-state.ts'
import { toFailure } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { getAccount, saveAccount } from '#storage/accounts.ts'
import { deviceDb } from '#storage/db.ts'
import { type AccountEngine, openAccountEngine, type Surroundings } from './account-engine.ts'
import { holdLiveLock, type LiveLock } from './live-lock.ts'

interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerCommand>) => void) | null
  postMessage(report: WorkerReport): void
}

const scope = globalThis as unknown as WorkerScope
const report = (message: WorkerReport): void => scope.postMessage(message)

const notes: unknown[] = []
const device = deviceDb()
const surroundings: Surroundings = {
  device,
  createSocket: url => new WebSocket(url, ['xmpp']),
  openChannel: name => new BroadcastChannel(name),
  now: () => Date.now(),
  random: Math.random,
  note: (event, details) => {
    // For the debug view; the newest few are enough.
    notes.push({ at: Date.now(), event, details })
    if (notes.length > 500) notes.splice(0, 100)
  },
}

/** What this tab's worker is doing for its page. */
let turn: { lock: LiveLock; running: AccountEngine | undefined } | undefined
/** An account of a visit that leaves nothing behind is known to nobody but this worker. */
let visitor: Account | undefined
let visible = true
let online = true

async function endTurn(): Promise<void> {
  const ending = turn
  turn = undefined
  await ending?.running?.stop()
  ending?.lock.release()
  await ending?.lock.ended
}

/** Waits for its turn, then runs the account's engine until the turn ends. Taken over by another tab, it queues again. */
function takeTurn(account: Account, password: string | null, onEngine: (engine: AccountEngine) => void): void {
  const mine: NonNullable<typeof turn> = { lock: undefined as unknown as LiveLock, running: undefined }
  turn = mine
  mine.lock = holdLiveLock(
    navigator.locks as never,
    liveLockName(account.dbName),
    () => {
      const engine = openAccountEngine(surroundings, { account, password, onSignOut: () => void signOut(account.jid) })
      mine.running = engine
      engine.session.setVisible(visible)
      engine.session.setNetwork(online)
      onEngine(engine)
      engine.engine.start().catch((error: unknown) => report({ type: 'crashed', failure: toFailure(error) }))
    },
    { steal: password !== null },
  )
  void mine.lock.ended.then(async () => {
    if (turn !== mine) return
    await mine.running?.stop()
    takeTurn(account, null, () => undefined)
  })
}

async function signIn({ address, password, stay, websocketUrl }: Extract<WorkerCommand, { type: 'sign-in' }>): Promise<void> {
  const jid = parseBareJid(address)
  if (!jid) return report({ type: 'sign-in-failed', state: failed('unknown-account', address) })
  await endTurn()
  const known = await getAccount(device, jid)
  const account: Account = {
    jid,
    dbName: stay ? (known?.dbName ?? `kith:${jid}`) : `kith:visit:${randomId()}`,
    stay,
    websocketUrl: websocketUrl ?? known?.websocketUrl ?? '',
    clientId: known?.clientId ?? randomId(),
    strongestMechanism: known?.strongestMechanism ?? '',
    usedAt: Date.now(),
  }
  if (stay) await saveAccount(device, account)
  else visitor = account
  takeTurn(account, password, engine => watchSignIn(engine, account, known === undefined))
  return undefined
}

const failed = (trouble: 'unknown-account', detail: string): SessionState => ({ kind: 'offline', trouble, detail, retryAt: null })

/** Tells the page how signing in goes, until it worked or stands still for a reason. */
function watchSignIn({ session }: AccountEngine, account: Account, isNew: boolean): void {
  const stop = session.onState(state => {
    report({ type: 'progress', state })
    if (state.kind === 'online') {
      stop()
      report({ type: 'signed-in', jid: account.jid, dbName: account.dbName })
    } else if (state.kind === 'offline' && state.trouble !== null) {
      stop()
      void giveUp(state, account, isNew)
    }
  })
}

async function giveUp(state: SessionState, account: Account, isNew: boolean): Promise<void> {
  await endTurn()
  if (isNew) await device.accounts.delete(account.jid)
  report({ type: 'sign-in-failed', state })
}

async function resume(jid: BareJid): Promise<void> {
  const account = visitor?.jid === jid ? visitor : await getAccount(device, jid)
  if (!account || turn) return
  takeTurn(account, null, () => undefined)
}

async function signOut(jid: BareJid): Promise<void> {
  const running = turn?.running
  const outcome = running?.session.account === jid ? await running.session.signOut() : { tokenRevoked: false }
  running?.bridge.signal({ kind: 'signed-out', jid })
  await endTurn()
  report({ type: 'signed-out', jid, tokenRevoked: outcome.tokenRevoked })
}

function onCommand(command: WorkerCommand): Promise<void> | undefined {
  switch (command.type) {
    case 'sign-in':
      return signIn(command)
    case 'resume':
      return resume(command.jid)
    case 'sign-out':
      return signOut(command.jid)
    case 'visibility':
      visible = command.visible
      turn?.running?.session.setVisible(visible)
      return undefined
    case 'network':
      online = command.online
      turn?.running?.session.setNetwork(online)
      return undefined
  }
}

scope.onmessage = ({ data }) => {
  onCommand(data)?.catch((error: unknown) => report({ type: 'crashed', failure: toFailure(error) }))
}
