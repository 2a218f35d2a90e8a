import { channelName } from '#bridge/contract.ts'
import type { Account } from '#model/account.ts'
import { domainOf } from '#shared/jid.ts'
import { updateAccount } from '#storage/accounts.ts'
import { watchAudience } from '#storage/contacts.ts'
import { accountDb } from '#storage/db.ts'
import type { DeviceDb, AccountDb } from '#storage/schema.ts'
import { ANSWERS } from './answer/answers.ts'
import { type BridgeServer, type Channel, serveBridge } from './bridge-server.ts'
import type { Answers } from './context.ts'
import { createEngine, type Engine } from './engine.ts'
import type { FileTools } from './file-tools.ts'
import { createSession, type ManagedSession, type ResumeStore } from './session/create-session.ts'
import { createCredentialStore } from './session/credential-store.ts'
import { browserTools, endpointFinder } from './session/find-endpoint.ts'
import type { FeatureCache, FeatureRecord } from './session/server-features.ts'

/** What differs between a worker in a browser and Node. */
export interface Surroundings {
  device: DeviceDb
  createSocket(url: string): WebSocket
  files: FileTools
  openChannel(name: string): Channel
  /** The WebSocket address of a domain that whoever hosts the page has set. */
  configuredEndpoint(domain: string): string | null
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

export interface Opening {
  account: Account
  /** Typed just now, or null to sign in with what is kept. */
  password: string | null
  /** WebSocket address typed just now. */
  typedUrl: string | null
  onSignOut: () => void
}

/**
 * Everything of one account that runs: database, credentials, session, engine and the channel to the tabs. Nothing connects before
 * `engine.start()`.
 */
export function openAccountEngine(surroundings: Surroundings, { account, password, typedUrl, onSignOut }: Opening): AccountEngine {
  const { device, files, now, random, note, createSocket, configuredEndpoint } = surroundings
  const db = accountDb(account.dbName)
  const audience = watchAudience(db)
  const endpoints = endpointFinder(
    { account: account.jid, typed: typedUrl, configured: () => configuredEndpoint(domainOf(account.jid)), last: account.websocketUrl },
    browserTools(createSocket),
  )
  const session = createSession({
    account: account.jid,
    findEndpoint: () => endpoints.find(),
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
    'session-state': async () => {
      engine.retell()
      return engine.state
    },
    'connect-now': async () => {
      session.connectNow()
      return {}
    },
  }
  const lookedAt = new Set<string>()
  const bridge = serveBridge(channel, () => engine.context, answers, {
    nudge: () => engine.nudge(),
    signOut: onSignOut,
    visibility: (page, visible) => {
      if (visible) lookedAt.add(page)
      else lookedAt.delete(page)
      session.setVisible(lookedAt.size > 0)
    },
  })
  const engine = createEngine({ account: account.jid, db, session, files, signal: bridge.signal, now, note })
  session.onState(state => {
    if (state.kind !== 'online') return
    const websocketUrl = endpoints.worked()
    if (websocketUrl === null || websocketUrl === account.websocketUrl || !account.stay) return
    updateAccount(device, account.jid, { websocketUrl }).catch((error: unknown) => note('endpoint not kept', { reason: String(error) }))
  })
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
