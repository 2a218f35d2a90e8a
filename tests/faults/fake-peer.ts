/**
 * A scripted XMPP server over a real WebSocket, for what honest servers never say. It is a whole peer (framing, features, SASL and
 * SASL2, Bind 2, FAST, bind, stream management with resumption) with a hook in front of every frame: `script` sees it first and may
 * answer in the peer's place.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Element } from '@xmpp/xml'
import { type WebSocket, WebSocketServer } from 'ws'
import { FakeLink } from './fake-link.ts'

export interface FakePeerOptions {
  domain: string
  passwords: Record<string, string>
  /** SASL of RFC 6120. */
  mechanisms: string[]
  sasl2: { mechanisms: string[]; bind2: boolean; resume: boolean; fast: boolean } | null
  channelBindings: string[] | null
  iterations: number
  salt: string
  scramExtension: string
  streamManagement: boolean
  resumable: boolean
  maxSeconds: number
  capsVersion: string | null
  /** Refuses to resume, with or without a count. */
  refuseResume: { h: number | null } | null
  /** What the peer says it has handled: the truth, unless the script lies. */
  claimH(h: number): string | null
  /** Changes what goes with a success of SASL; null sends none. */
  successData(data: string | null): string | null
  /** Sees every frame first. @returns true when the frame is dealt with */
  script(frame: Element, link: FakeLink): boolean | undefined
}

const DEFAULTS: FakePeerOptions = {
  domain: 'example.org',
  passwords: { juliet: 'secret' },
  mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'PLAIN'],
  sasl2: null,
  channelBindings: null,
  iterations: 4096,
  salt: 'QSXCR+Q6sek8bf92',
  scramExtension: '',
  streamManagement: true,
  resumable: true,
  maxSeconds: 60,
  capsVersion: null,
  refuseResume: null,
  claimH: h => String(h),
  successData: data => data,
  script: () => undefined,
}

/** A session of stream management, which outlives its connection. */
export interface FakeSession {
  id: string
  jid: string
  /** Stanzas of the client that were handled. */
  inbound: number
  /** Stanzas sent to the client, and those of them it has not acknowledged. */
  outbound: number
  unacked: string[]
}

export type IqAnswer = (iq: Element) => string | null

export class FakePeer {
  readonly options: FakePeerOptions
  readonly links: FakeLink[] = []
  /** Everything any client sent, in order. */
  readonly received: Element[] = []
  readonly sessions = new Map<string, FakeSession>()
  readonly tokens = new Map<string, string>()
  /** Answers by payload namespace: the xml of the payload, '' for an empty result, null for silence. */
  readonly answers = new Map<string, IqAnswer>()
  readonly #server: WebSocketServer
  readonly #waiting = new Set<() => void>()

  constructor(server: WebSocketServer, options: Partial<FakePeerOptions>) {
    this.options = { ...DEFAULTS, ...options }
    this.#server = server
    server.on('connection', (socket: WebSocket) => {
      const link = new FakeLink(socket, this)
      this.links.push(link)
      this.#wake()
    })
    this.answers.set('urn:xmpp:ping', () => '')
    this.answers.set('urn:xmpp:time', () => `<time xmlns='urn:xmpp:time'><tzo>Z</tzo><utc>${new Date().toISOString()}</utc></time>`)
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`
  }

  /** The newest connection. */
  get link(): FakeLink {
    const link = this.links.at(-1)
    if (!link) throw new Error('nobody has connected')
    return link
  }

  onReceived(frame: Element): void {
    this.received.push(frame)
    this.#wake()
  }

  onClosed(): void {
    this.#wake()
  }

  #wake(): void {
    for (const look of this.#waiting) look()
  }

  /** Resolves as soon as the condition holds; looked at with every frame and every connection. */
  async until<Value>(condition: () => Value | undefined | false, what = 'the condition'): Promise<Value> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(look)
        reject(new Error(`waited too long for ${what}; received:\n${this.received.map(String).slice(-12).join('\n')}`))
      }, 8_000)
      const look = (): void => {
        const value = condition()
        if (value === undefined || value === false) return
        clearTimeout(timer)
        this.#waiting.delete(look)
        resolve(value)
      }
      this.#waiting.add(look)
      look()
    })
  }

  /** The n-th frame received of a name (and namespace). */
  frame(name: string, namespace?: string, nth = 1): Promise<Element> {
    return this.until(() => this.all(name, namespace)[nth - 1], `<${name}/> number ${nth}`)
  }

  all(name: string, namespace?: string): Element[] {
    return this.received.filter(frame => frame.is(name, namespace))
  }

  async stop(): Promise<void> {
    for (const link of this.links) link.cut()
    this.#server.close()
    await once(this.#server, 'close')
  }
}

export async function startFakePeer(options: Partial<FakePeerOptions> = {}): Promise<FakePeer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'xmpp' })
  await once(server, 'listening')
  return new FakePeer(server, options)
}
