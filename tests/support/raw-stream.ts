/**
 * A stream that shares nothing with Kith: own framing, PLAIN login, its own reading of what comes. Not bound to a resource yet, so that
 * a test can resume, bind, or send what no honest client would.
 */
import { WebSocket } from 'ws'
import parse from 'ltx/lib/parse.js'
import type { Element } from '@xmpp/xml'
import { frameText } from './frame-text.ts'

export interface RawOptions {
  websocketUrl: string
  /** Bare address. */
  jid: string
  password: string
  resource?: string
}

export interface RawStream {
  /** Everything received since login, in order. */
  readonly received: Element[]
  /** Resolves when the connection is gone, whoever ended it. */
  readonly closed: Promise<void>
  send(xml: string): void
  /** Sends an iq and resolves with the whole answer, errors included. */
  iq(type: 'get' | 'set', to: string | null, payload: string): Promise<Element>
  /** Resolves with the first stanza (also one already received) that matches. */
  next(matches: (stanza: Element) => boolean, timeoutMs?: number): Promise<Element>
  /** Breaks the connection as a dead network does: no closing handshake. */
  cut(): void
  stop(): Promise<void>
}

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing'

const isFeatures = (stanza: Element): boolean => stanza.name.endsWith('features')

/** Opens a stream and logs in. */
export async function rawStream({ websocketUrl, jid, password }: RawOptions): Promise<RawStream> {
  const [local, domain] = jid.split('@')
  if (!local || !domain) throw new Error(`not a bare address: ${jid}`)
  const stream = await openStream(websocketUrl)
  const open = `<open xmlns='${FRAMING}' to='${domain}' version='1.0'/>`
  stream.send(open)
  await stream.next(isFeatures)
  const plain = Buffer.from(`\0${local}\0${password}`, 'utf8').toString('base64')
  stream.send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`)
  const outcome = await stream.next(stanza => stanza.name === 'success' || stanza.name === 'failure')
  if (outcome.name === 'failure') throw new Error(`login of ${jid} failed: ${String(outcome)}`)
  stream.received.length = 0
  stream.send(open)
  await stream.next(isFeatures)
  return stream
}

async function openStream(websocketUrl: string): Promise<RawStream> {
  const socket = new WebSocket(websocketUrl, ['xmpp'], { allowSynchronousEvents: false })
  const received: Element[] = []
  const watchers = new Set<() => void>()
  socket.on('message', data => {
    received.push(parse(frameText(data)))
    for (const watcher of watchers) watcher()
  })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => undefined)
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))

  const next = (matches: (stanza: Element) => boolean, timeoutMs = 15_000): Promise<Element> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => finish(() => reject(new Error(`nothing matched; last: ${String(received.at(-1))}`))), timeoutMs)
      const look = (): void => {
        const found = received.find(matches)
        if (found) finish(() => resolve(found))
      }
      const finish = (then: () => void): void => {
        clearTimeout(timer)
        watchers.delete(look)
        then()
      }
      watchers.add(look)
      look()
    })

  // RFC 7395 §3.3.3: each frame carries its own namespace; scripts may leave the usual one out.
  const send = (xml: string): void => socket.send(xml.replace(/^<(message|presence|iq)(?![^>]*xmlns=)/, "<$1 xmlns='jabber:client'"))

  let count = 0
  return {
    received,
    closed,
    send,
    next,
    iq: (type, to, payload) => {
      count += 1
      const id = `raw-${count}`
      send(`<iq xmlns='jabber:client' type='${type}' id='${id}'${to ? ` to='${escapeXml(to)}'` : ''}>${payload}</iq>`)
      return next(stanza => stanza.name === 'iq' && stanza.attrs['id'] === id && stanza.attrs['type'] !== type)
    },
    cut: () => socket.terminate(),
    stop: async () => {
      if (socket.readyState === WebSocket.OPEN) socket.send(`<close xmlns='${FRAMING}'/>`)
      const timer = setTimeout(() => socket.terminate(), 1000)
      await closed
      clearTimeout(timer)
    },
  }
}
