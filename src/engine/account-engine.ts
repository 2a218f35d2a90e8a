import { channelName } from '#bridge/contract.ts'
import type { Account } from '#model/account.ts'
import { watchAudience } from '#storage/contacts.ts'
import { accountDb } from '#storage/db.ts'
import type { DeviceDb, AccountDb } from '#storage/schema.ts'
import { ANSWERS } from './answer/answers.ts'
import { type BridgeServer, type Channel, serveBridge } from './bridge-server.ts'
import type { Answers } from './context.ts'
import { createEngine, type Engine } from './engine.ts'
import { createSession, type ManagedSession, type ResumeStore } from './session/create-session.ts'
import { createCredentialStore } from './session/credential-store.ts'
import { browserTools, endpointFinder } from './session/find-endpoint.ts'
import type { FeatureCache, FeatureRecord } from './session/server-features.ts'

/** What differs between a worker in a browser and Node. */
export interface Surroundings {
  device: DeviceDb
  createSocket(url: string): WebSocket
  openChannel(name: string): Channel
  now(): number
  random(): number
  note(event: string, details?: Record<string, unknown>): void
}

export interface AccountEngine {
  readonly engine: Engine
  readonly session: ManagedSession
  readonly db: AccountDb
  readonly bridge: BridgeServer
  stop(): Promise<void>
}

/**
 * Everything of one account that runs: database, credentials, session, engine and the channel to the tabs. Nothing connects before
 * `engine.start()`.
 * @param password typed just now, or null to sign in with what is kept
 */
export function openAccountEngine(
  surroundings: Surroundings,
  { account, password, onSignOut }: { account: Account; password: string | null; onSignOut: () => void },
): AccountEngine {
  const { device, now, random, note, createSocket } = surroundings
  const db = accountDb(account.dbName)
  const audience = watchAudience(db)
  const session = createSession({
    account: account.jid,
    findEndpoint: endpointFinder(account.jid, account.websocketUrl || null, browserTools(createSocket)),
    credentials: createCredentialStore({ device, account, password }),
    clientId: account.clientId,
    softwareName: 'Kith',
    resumeStore: resumeStoreOf(db, account.stay),
    now,
    random,
    createSocket,
    note,
    featureCache: featureCacheOf(db),
    mayKnowPresence: audience.has,
  })
  const channel = surroundings.openChannel(channelName(account.dbName))
  const answers: Answers = {
    ...ANSWERS,
    'session-state': async () => engine.state,
    'connect-now': async () => {
      session.connectNow()
      return {}
    },
  }
  const bridge = serveBridge(channel, () => engine.context, answers, { nudge: () => engine.nudge(), signOut: onSignOut })
  const engine = createEngine({ account: account.jid, db, session, signal: bridge.signal, now, note })
  return {
    engine,
    session,
    db,
    bridge,
    stop: async () => {
      await engine.stop()
      audience.stop()
      bridge.stop()
      db.close()
    },
  }
}

/** Kept in the account's own database, so that it goes with it. A visit that leaves nothing behind resumes nothing. */
function resumeStoreOf(db: AccountDb, stay: boolean): ResumeStore {
  return {
    load: async () => (stay ? await db.resume.get('resume') : undefined),
    save: async state => {
      if (state && stay) await db.resume.put(state)
      else await db.resume.delete('resume')
    },
  }
}

const FEATURES = 'server-features'

function featureCacheOf(db: AccountDb): FeatureCache {
  return {
    load: async version => {
      const kept = (await db.settings.get(FEATURES))?.value as { version: string; record: FeatureRecord } | undefined
      return kept?.version === version ? kept.record : undefined
    },
    save: async (version, record) => {
      await db.settings.put({ key: FEATURES, value: { version, record } })
    },
  }
}
