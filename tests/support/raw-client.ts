/**
 * A client that shares nothing with Kith: own framing, PLAIN login, its own reading of what comes. It is the independent witness of
 * what a server holds, and the stranger who sends what he likes.
 */
import { WebSocket } from 'ws'
import parse from 'ltx/lib/parse.js'
import type { Element } from '@xmpp/xml'

export interface RawOptions {
  websocketUrl: string
  /** Bare address. */
  jid: string
  password: string
  resource?: string
}

export interface RawClient {
  readonly fullJid: string
  /** Everything received since login, in order. */
  readonly received: Element[]
  send(xml: string): void
  /** Sends an iq and resolves with the whole answer, errors included. */
  iq(type: 'get' | 'set', to: string | null, payload: string): Promise<Element>
  /** Resolves with the next stanza (also one already received) that matches. */
  next(matches: (stanza: Element) => boolean, timeoutMs?: number): Promise<Element>
  /** Texts of the archived messages with somebody, in archive order. */
  archiveBodies(withJid: string): Promise<string[]>
  /** Atom titles of a node's items. */
  itemTitles(service: string, node: string): Promise<string[]>
  stop(): Promise<void>
}

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, char => `&#${char.charCodeAt(0)};`)

const FRAMING = 'urn:ietf:params:xml:ns:xmpp-framing'

export async function rawClient(options: RawOptions): Promise<RawClient> {
  const [local, domain] = options.jid.split('@')
  if (!local || !domain) throw new Error(`not a bare address: ${options.jid}`)
  const socket = new WebSocket(options.websocketUrl, ['xmpp'], { allowSynchronousEvents: false })
  const received: Element[] = []
  const watchers = new Set<() => void>()
  socket.on('message', data => {
    received.push(parse(String(data)) as unknown as Element)
    for (const watcher of watchers) watcher()
  })
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject))
  socket.on('error', () => undefined)

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
  const open = `<open xmlns='${FRAMING}' to='${domain}' version='1.0'/>`
  const isFeatures = (stanza: Element): boolean => stanza.name.endsWith('features')

  send(open)
  await next(isFeatures)
  const plain = Buffer.from(`\0${local}\0${options.password}`, 'utf8').toString('base64')
  send(`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${plain}</auth>`)
  const outcome = await next(stanza => stanza.name === 'success' || stanza.name === 'failure')
  if (outcome.name === 'failure') throw new Error(`login of ${options.jid} failed: ${String(outcome)}`)
  received.length = 0
  send(open)
  await next(isFeatures)

  let count = 0
  const iq = async (type: 'get' | 'set', to: string | null, payload: string): Promise<Element> => {
    count += 1
    const id = `raw-${count}`
    send(`<iq xmlns='jabber:client' type='${type}' id='${id}'${to ? ` to='${escapeXml(to)}'` : ''}>${payload}</iq>`)
    return next(stanza => stanza.name === 'iq' && stanza.attrs['id'] === id && stanza.attrs['type'] !== type)
  }

  const resource = options.resource ? `<resource>${escapeXml(options.resource)}</resource>` : ''
  const bound = await iq('set', null, `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${resource}</bind>`)
  const fullJid = bound.getChild('bind')?.getChildText('jid') ?? ''

  const archiveBodies = async (withJid: string): Promise<string[]> => {
    const bodies: string[] = []
    let after = ''
    for (let page = 0; ; page += 1) {
      const queryId = `q${page}-${count}`
      const answer = await iq(
        'set',
        null,
        `<query xmlns='urn:xmpp:mam:2' queryid='${queryId}'><x xmlns='jabber:x:data' type='submit'>` +
          `<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>` +
          `<field var='with'><value>${escapeXml(withJid)}</value></field></x>` +
          `<set xmlns='http://jabber.org/protocol/rsm'><max>50</max>${after ? `<after>${escapeXml(after)}</after>` : ''}</set></query>`,
      )
      for (const stanza of received) {
        const result = stanza.getChild('result', 'urn:xmpp:mam:2')
        if (result?.attrs['queryid'] !== queryId) continue
        const body = result.getChild('forwarded')?.getChild('message')?.getChildText('body')
        if (body) bodies.push(body)
      }
      const fin = answer.getChild('fin')
      const last = fin?.getChild('set')?.getChildText('last')
      if (fin?.attrs['complete'] === 'true' || !last) return bodies
      after = last
    }
  }

  const itemTitles = async (service: string, node: string): Promise<string[]> => {
    const answer = await iq(
      'get',
      service,
      `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${escapeXml(node)}' max_items='10000'/></pubsub>`,
    )
    const items = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
    return items.map(item => item.getChild('entry')?.getChildText('title') ?? '')
  }

  return {
    fullJid,
    received,
    send,
    iq,
    next,
    archiveBodies,
    itemTitles,
    stop: () =>
      new Promise(resolve => {
        if (socket.readyState === WebSocket.CLOSED) return resolve()
        socket.once('close', () => resolve())
        socket.send(`<close xmlns='${FRAMING}'/>`)
        const timer = setTimeout(() => socket.terminate(), 1000)
        timer.unref()
      }),
  }
}
