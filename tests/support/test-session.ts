import { WebSocket as NodeSocket } from 'ws'
import type { CredentialSource, Credentials } from '#engine/session/credential-source.ts'
import { type ManagedSession, type SessionOptions, createSession } from '#engine/session/create-session.ts'
import type { ResumeState } from '#model/account.ts'
import type { SessionState } from '#model/session-state.ts'
import { parseBareJid } from '#shared/jid.ts'

/** A WebSocket as a browser has it. Without `allowSynchronousEvents: false`, `ws` delivers several frames in one turn, as no browser does. */
export function nodeSocket(url: string): WebSocket {
  return new NodeSocket(url, ['xmpp'], { allowSynchronousEvents: false }) as unknown as WebSocket
}

/** Credentials in memory, with a record of what the session told about them. */
export interface TestCredentials extends CredentialSource {
  current: Credentials | undefined
  strongestMechanism: string
  readonly told: string[]
}

export function testCredentials(credentials: Credentials | undefined): TestCredentials {
  const told: string[] = []
  return {
    current: credentials,
    strongestMechanism: '',
    told,
    async load() {
      return this.current
    },
    async onScramKeys(keys) {
      told.push(`keys ${keys.mechanism}`)
      this.current = { ...this.current, scram: keys }
    },
    async onFastToken(token) {
      told.push(`token ${token.counter}`)
      this.current = { ...this.current, fast: token }
    },
    async onMechanism(name) {
      told.push(`mechanism ${name}`)
      this.strongestMechanism = name
    },
    async onRejected(which) {
      told.push(`rejected ${which}`)
      if (!this.current) return
      if (which === 'fast') delete this.current.fast
      if (which === 'scram') delete this.current.scram
    },
  }
}

export interface TestSession {
  session: ManagedSession
  credentials: TestCredentials
  states: SessionState[]
  notes: { event: string; details: Record<string, unknown> | undefined }[]
  /** What a reload would find. */
  kept: { state: ResumeState | null }
  /** Resolves with the first state, from now on or now, of which it holds. */
  state(holds: (state: SessionState) => boolean): Promise<SessionState>
  online(): Promise<SessionState>
}

/** A session against a real socket, with everything else in memory and no waiting between attempts. */
export function testSession(url: string, overrides: Partial<SessionOptions> & { kept?: ResumeState | null } = {}): TestSession {
  const account = parseBareJid('juliet@example.org')
  if (!account) throw new Error('no address')
  const credentials = (overrides.credentials as TestCredentials | undefined) ?? testCredentials({ password: 'secret' })
  const states: SessionState[] = []
  const notes: TestSession['notes'] = []
  const kept = { state: overrides.kept ?? null }
  const session = createSession({
    account,
    findEndpoint: async () => url,
    credentials,
    clientId: '6a6b1b2e-0f5a-4c53-9b7e-0a4a1f2c3d4e',
    softwareName: 'Kith',
    resumeStore: {
      load: async () => kept.state ?? undefined,
      save: async state => {
        kept.state = state
      },
    },
    now: () => Date.now(),
    random: () => 0,
    createSocket: nodeSocket,
    note: (event, details) => notes.push({ event, details }),
    ...overrides,
  })
  session.onState(state => states.push(state))
  const state = (holds: (state: SessionState) => boolean): Promise<SessionState> =>
    new Promise((resolve, reject) => {
      if (holds(session.state)) return resolve(session.state)
      const timer = setTimeout(() => reject(new Error(`the session went ${JSON.stringify(states)}; noted ${JSON.stringify(notes)}`)), 8_000)
      const off = session.onState(next => {
        if (!holds(next)) return
        clearTimeout(timer)
        off()
        resolve(next)
      })
    })
  return { session, credentials, states, notes, kept, state, online: () => state(({ kind }) => kind === 'online') }
}
