import { WebSocket as NodeWebSocket } from 'ws'
import type { Answer, Ask, ChannelMessage, QuestionName, Signal } from '#bridge/contract.ts'
import type { Account } from '#model/account.ts'
import { KithError, fromFailure } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { parseBareJid } from '#shared/jid.ts'
import { getAccount, saveAccount } from '#storage/accounts.ts'
import { deviceDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { openAccountEngine, type AccountEngine } from './account-engine.ts'
import type { Channel } from './bridge-server.ts'
import type { EngineContext } from './context.ts'
import { nodeFiles } from './node-files.ts'
import type { ManagedSession } from './session/create-session.ts'

/** The same engine outside of a browser, for tests and tools: real servers, an IndexedDB that the caller provides. */
export interface NodeEngine {
  readonly db: AccountDb
  readonly session: ManagedSession
  readonly context: EngineContext
  readonly signals: Signal[]
  readonly notes: { event: string; details: Record<string, unknown> | undefined }[]
  ask<Name extends QuestionName>(name: Name, args: Ask<Name>): Promise<Answer<Name>>
  nudge(): void
  stop(): Promise<void>
}

export interface NodeEngineOptions {
  address: string
  /** Null: with what the device has kept. */
  password: string | null
  websocketUrl: string
  /** Another name is another device. */
  dbName?: string
}

/** Each device of a test has its own channel: real ones reach every engine of the process. */
function privateChannel(onMessage: (message: ChannelMessage) => void): { engine: Channel; send(message: ChannelMessage): void } {
  const engine: Channel = { postMessage: message => queueMicrotask(() => onMessage(message)), onmessage: null, close: () => undefined }
  return { engine, send: message => engine.onmessage?.({ data: message } as MessageEvent) }
}

/** Starts an engine and waits until it is online. */
export async function startNodeEngine({ address, password, websocketUrl, dbName }: NodeEngineOptions): Promise<NodeEngine> {
  const jid = parseBareJid(address)
  if (!jid) throw new KithError('malformed', `not an address: ${address}`)
  const name = dbName ?? `kith:${jid}`
  const device = deviceDb(`device of ${name}`)
  const stored = await getAccount(device, jid)
  const account: Account = stored ?? {
    jid,
    dbName: name,
    stay: true,
    websocketUrl,
    clientId: randomId(),
    strongestMechanism: '',
    usedAt: Date.now(),
  }
  await saveAccount(device, { ...account, websocketUrl })

  const signals: Signal[] = []
  const notes: NodeEngine['notes'] = []
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  const channel = privateChannel(message => {
    if (message.type === 'signal') signals.push(message.signal)
    if (message.type === 'answer') waiting.get(message.id)?.resolve(message.value)
    if (message.type === 'refusal') waiting.get(message.id)?.reject(fromFailure(message.failure))
  })
  const running: AccountEngine = openAccountEngine(
    {
      device,
      // Several frames in one tick would be counted before they are handled.
      createSocket: url => new NodeWebSocket(url, ['xmpp'], { allowSynchronousEvents: false }) as unknown as WebSocket,
      files: nodeFiles,
      openChannel: () => channel.engine,
      configuredEndpoint: () => null,
      now: () => Date.now(),
      random: Math.random,
      note: (event, details) => notes.push({ event, details }),
    },
    { account: { ...account, websocketUrl }, password, typedUrl: null, onSignOut: () => undefined },
  )
  await running.engine.start()
  await untilSettled(running.session)
  return {
    db: running.db,
    session: running.session,
    context: running.engine.context,
    signals,
    notes,
    ask: (question, args) =>
      new Promise((resolve, reject) => {
        const id = randomId()
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject })
        channel.send({ type: 'ask', id, name: question, args })
      }),
    nudge: () => channel.send({ type: 'nudge' }),
    stop: async () => {
      await running.stop()
      device.close()
    },
  }
}

/** Resolves when the session is online, rejects when it stands still for a reason. */
function untilSettled(session: ManagedSession): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): boolean => {
      const { state } = session
      if (state.kind === 'online') resolve()
      else if (state.kind === 'offline' && state.trouble !== null && state.retryAt === null)
        reject(new KithError('auth', state.detail, { condition: state.trouble }))
      else return false
      return true
    }
    if (look()) return
    const stop = session.onState(() => {
      if (look()) stop()
    })
  })
}
