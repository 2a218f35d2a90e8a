/** The engine's way into the browser: one worker a tab, of which one at a time holds the account's connection. */
import { liveLockName, type WorkerCommand, type WorkerReport } from '#bridge/contract.ts'
import { type Account, VISIT_PREFIX } from '#model/account.ts'
import type { SessionState } from '#model/session-state.ts'
import { toFailure } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { forgetAccount, getAccount, saveAccount, updateAccount } from '#storage/accounts.ts'
import { databaseNames, deleteDb, deviceDb } from '#storage/db.ts'
import { type AccountEngine, openAccountEngine, type Surroundings } from './account-engine.ts'
import { browserFiles } from './browser-files.ts'
import { holdLiveLock, type LiveLock } from './live-lock.ts'

interface WorkerScope {
  onmessage: ((event: MessageEvent<WorkerCommand>) => void) | null
  postMessage(report: WorkerReport): void
}

const scope = globalThis as unknown as WorkerScope
const report = (message: WorkerReport): void => scope.postMessage(message)
const onCrash = (error: unknown): void => report({ type: 'crashed', failure: toFailure(error) })

const notes: unknown[] = []
const device = deviceDb()
let configured: Readonly<Record<string, string>> = {}
const surroundings: Surroundings = {
  device,
  createSocket: url => new WebSocket(url, ['xmpp']),
  files: browserFiles,
  openChannel: name => new BroadcastChannel(name),
  configuredEndpoint: domain => (Object.hasOwn(configured, domain) ? (configured[domain] ?? null) : null),
  now: () => Date.now(),
  random: Math.random,
  note: (event, details) => {
    // For the debug view; the newest few are enough.
    notes.push({ at: Date.now(), event, details })
    if (notes.length > 500) notes.splice(0, 100)
  },
}

interface Turn {
  account: Account
  lock: LiveLock
  running: AccountEngine | undefined
}

interface Start {
  account: Account
  /** Typed just now: the turn is taken from whoever has it. */
  password: string | null
  typedUrl: string | null
  onEngine: (engine: AccountEngine) => void
}

const withWhatIsKept = (account: Account): Start => ({ account, password: null, typedUrl: null, onEngine: () => undefined })

/** What this tab's worker is doing for its page. */
let turn: Turn | undefined
let online = true

let latest: Promise<void> = Promise.resolve()

/** Signing in, giving it up and signing out take their time: one follows the other, or the second would find half of the first. */
function oneByOne(work: () => Promise<void>): void {
  latest = latest.then(work).catch(onCrash)
}

/** @param last done while nobody else can have the account open yet */
async function endTurn(last: () => Promise<void> = async () => undefined): Promise<void> {
  const ending = turn
  turn = undefined
  await ending?.running?.stop()
  await last()
  ending?.lock.release()
  await ending?.lock.ended
}

/** Waits for its turn, then runs the account's engine until the turn ends. Taken over by another tab, it queues again. */
function takeTurn(start: Start): void {
  const mine: Turn = { account: start.account, lock: undefined as unknown as LiveLock, running: undefined }
  turn = mine
  const name = liveLockName(start.account.dbName)
  mine.lock = holdLiveLock(navigator.locks, name, () => void begin(mine, start).catch(onCrash), {
    steal: start.password !== null,
  })
  void mine.lock.ended.then(async () => {
    if (turn !== mine) return
    await mine.running?.stop()
    if (turn === mine) takeTurn(withWhatIsKept(start.account))
  })
}

async function begin(mine: Turn, { account, password, typedUrl, onEngine }: Start): Promise<void> {
  const current = password === null ? await stillKnown(account) : account
  if (turn !== mine) return
  // Signed out while this tab waited: nothing of the account may come back to life.
  if (!current) return endTurn()
  const engine = openAccountEngine(surroundings, {
    account: current,
    password,
    typedUrl,
    onSignOut: () => oneByOne(() => signOut(current)),
  })
  mine.running = engine
  engine.session.setNetwork(online)
  onEngine(engine)
  await engine.engine.start()
}

/** As this device knows it by now. A visit is known by its database alone. */
async function stillKnown(account: Account): Promise<Account | undefined> {
  if (account.stay) return getAccount(device, account.jid)
  return (await databaseNames()).includes(account.dbName) ? account : undefined
}

async function signIn({ address, password, stay, websocketUrl, visit }: Extract<WorkerCommand, { type: 'sign-in' }>): Promise<void> {
  const jid = parseBareJid(address)
  if (!jid) {
    const state: SessionState = { kind: 'offline', trouble: 'unknown-account', detail: address, retryAt: null }
    return report({ type: 'sign-in-failed', state })
  }
  const before = turn?.account
  await endTurn()
  const known = stay ? await getAccount(device, jid) : undefined
  const account: Account = stay
    ? { ...newAccount(jid, `kith:${jid}`, stay), ...known }
    : newAccount(jid, visit ?? `${VISIT_PREFIX}${randomId()}`, stay)
  if (stay) await saveAccount(device, account)
  const isNew = stay ? known === undefined || known.usedAt === 0 : visit === null
  takeTurn({ account, password, typedUrl: websocketUrl, onEngine: engine => watchSignIn(engine, { account, isNew, before }) })
  return undefined
}

function newAccount(jid: BareJid, dbName: string, stay: boolean): Account {
  return { jid, dbName, stay, websocketUrl: '', clientId: randomId(), strongestMechanism: '', usedAt: 0 }
}

interface Attempt {
  account: Account
  isNew: boolean
  /** What this tab was doing until then. */
  before: Account | undefined
}

/** Tells the page how signing in goes, until it worked or stands still for a reason. */
function watchSignIn({ session }: AccountEngine, attempt: Attempt): void {
  const mine = turn
  const stop = session.onState(state => {
    if (state.kind === 'offline' && state.trouble !== null) {
      stop()
      // Told when it is over: until then there is nothing to try again.
      oneByOne(async () => {
        if (turn === mine) await giveUp(state, attempt)
      })
      return
    }
    report({ type: 'progress', state })
    if (state.kind !== 'online') return
    stop()
    void getIn(attempt.account).catch(onCrash)
  })
}

/** From now on it opens with the page. Before, a reload in the middle of a first sign-in leads back to the form. */
async function getIn({ jid, dbName, stay }: Account): Promise<void> {
  if (stay) await updateAccount(device, jid, { usedAt: Date.now() })
  report({ type: 'signed-in', jid, dbName })
}

/** Nothing is left of an account that never got in; one that is known, or was here before, goes on with what it has. */
async function giveUp(state: SessionState, { account, isNew, before }: Attempt): Promise<void> {
  await endTurn(async () => {
    if (!isNew) return
    await forgetAccount(device, account.jid)
    await deleteDb(account.dbName)
  })
  report({ type: 'sign-in-failed', state })
  const next = isNew ? before : account
  if (next) takeTurn(withWhatIsKept(next))
}

async function resume({ jid, visit }: Extract<WorkerCommand, { type: 'resume' }>): Promise<void> {
  const account = visit === null ? await getAccount(device, jid) : newAccount(jid, visit, false)
  if (account && !turn) takeTurn(withWhatIsKept(account))
}

/** Ends the connection and erases the account, before another tab can take its turn with it. */
async function signOut({ jid, dbName }: Account): Promise<void> {
  const running = turn?.running
  if (running?.session.account !== jid) return
  const { tokenRevoked } = await running.session.signOut()
  await forgetAccount(device, jid)
  running.bridge.signal({ kind: 'signed-out', jid, tokenRevoked: tokenRevoked ?? true })
  await endTurn(() => deleteDb(dbName))
}

function onCommand(command: WorkerCommand): void {
  switch (command.type) {
    case 'sign-in':
      return oneByOne(() => signIn(command))
    case 'resume':
      return oneByOne(() => resume(command))
    case 'network':
      online = command.online
      turn?.running?.session.setNetwork(online)
      break
    case 'endpoints':
      configured = command.websocket
      break
  }
}

scope.onmessage = ({ data }) => onCommand(data)
