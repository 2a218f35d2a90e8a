import { readElement } from '#engine/session/xml-reader.ts'
import type { Incoming, ServerFeatures, Session } from '#engine/session/session.ts'
import type { FileTools } from '#engine/file-tools.ts'
import { createInbox } from '#engine/inbox.ts'
import { nodeFiles } from '#engine/node-files.ts'
import type { EngineContext } from '#engine/context.ts'
import type { Element } from '#protocol/xml.ts'
import type { Signal } from '#bridge/contract.ts'
import type { SessionState } from '#model/session-state.ts'
import { type BareJid, type FullJid, type Jid, parseJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

export interface FakeRequest {
  type: 'get' | 'set'
  to: Jid | null
  payload: Element
}

/** Answers as the entity asked would; throws a KithError for an error. */
export type FakeServer = (request: FakeRequest) => Promise<Element | undefined> | Element | undefined

export interface FakeSession extends Session {
  readonly requests: FakeRequest[]
  readonly sent: Element[]
  /** A stanza comes in, as XML. Resolves when every listener is done with it. */
  deliver(xml: string): Promise<void>
  setState(state: SessionState): void
  /** A new session was bound. */
  renew(): void
}

export const ONLINE: SessionState = { kind: 'online', resumed: false, catchingUp: false }

/** A session whose other end is a function: for what an honest server does not say, and for order turned about. */
export function fakeSession(account: BareJid, server: FakeServer, features: Partial<ServerFeatures> = {}): FakeSession {
  const onMessage = new Set<Parameters<Session['onMessage']>[0]>()
  const onPresence = new Set<Parameters<Session['onPresence']>[0]>()
  const onState = new Set<Parameters<Session['onState']>[0]>()
  const onFresh = new Set<() => void>()
  let state: SessionState = ONLINE
  let generation = 1
  const listen = <Item>(set: Set<Item>, item: Item): (() => void) => {
    set.add(item)
    return () => set.delete(item)
  }
  const session: FakeSession = {
    account,
    jid: `${account}/here` as FullJid,
    clockOffset: 0,
    requests: [],
    sent: [],
    get state() {
      return state
    },
    get generation() {
      return generation
    },
    async request(type, to, payload) {
      // As on the wire: what is changed afterwards was not sent.
      const request = { type, to, payload: readElement(payload.toString()) }
      session.requests.push(request)
      const answer = await server(request)
      return answer && readElement(answer.toString())
    },
    async send(stanza) {
      session.sent.push(stanza)
    },
    features: async () => ({
      server: new Set(),
      account: new Set(),
      pubsubServices: [],
      uploadService: null,
      maxUploadBytes: null,
      software: '',
      ...features,
    }),
    onState: listener => listen(onState, listener),
    onFreshSession: listener => listen(onFresh, listener),
    onMessage: listener => listen(onMessage, listener),
    onPresence: listener => listen(onPresence, listener),
    onRequest: () => () => undefined,
    async deliver(text) {
      const element = readElement(text)
      const incoming: Incoming = { element, from: parseJid(element.attrs['from']) ?? account, receivedAt: Date.now() }
      if (element.getName() === 'message') await Promise.all([...onMessage].map(async listener => listener(incoming)))
      else for (const listener of onPresence) listener(incoming)
    },
    setState(next) {
      state = next
      for (const listener of onState) listener(next)
    },
    renew() {
      generation += 1
      for (const listener of onFresh) listener()
    },
  }
  return session
}

export interface FakeContext extends EngineContext {
  readonly session: FakeSession
  readonly signals: Signal[]
  readonly notes: string[]
}

export function fakeContext(db: AccountDb, session: FakeSession, files: FileTools = nodeFiles): FakeContext {
  const signals: Signal[] = []
  const notes: string[] = []
  return {
    account: session.account,
    session,
    db,
    inbox: createInbox(db, signal => signals.push(signal)),
    files,
    signal: signal => signals.push(signal),
    now: () => Date.now(),
    note: event => notes.push(event),
    signals,
    notes,
  }
}
