import { randomBytes } from 'node:crypto'
import type { Element } from '@xmpp/xml'
import type { WebSocket } from 'ws'
import { isStanza, parseFrame } from './fake-frame.ts'
import type { FakePeer, FakeSession } from './fake-peer.ts'
import { type FakeSasl, createFakeSasl } from './fake-sasl.ts'

const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl'
const NS_SASL2 = 'urn:xmpp:sasl:2'
const NS_SM = 'urn:xmpp:sm:3'
const NS_BIND2 = 'urn:xmpp:bind:0'
const NS_FAST = 'urn:xmpp:fast:0'
const NS_BIND = 'urn:ietf:params:xml:ns:xmpp-bind'
const STREAMS = "xmlns:stream='http://etherx.jabber.org/streams'"

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/'/g, '&apos;')
}

/** One connection of a client, from the server's side. */
export class FakeLink {
  session: FakeSession | undefined
  jid = ''
  username = ''
  /** Reads nothing and says nothing from now on: half open. */
  isSilent = false
  readonly #socket: WebSocket
  readonly #peer: FakePeer
  #sasl: FakeSasl | undefined
  #authenticate: Element | undefined
  #isAuthenticated = false

  constructor(socket: WebSocket, peer: FakePeer) {
    this.#socket = socket
    this.#peer = peer
    socket.on('message', (data: Buffer) => this.#onFrame(parseFrame(data.toString('utf8'))))
    socket.on('error', () => undefined)
    socket.on('close', () => peer.onClosed())
  }

  get isOpen(): boolean {
    return this.#socket.readyState === 1
  }

  /** Sends a frame as it is, whatever it is, without counting it. */
  raw(frame: string | Buffer): void {
    if (!this.isSilent) this.#socket.send(frame)
  }

  /** Sends a stanza, counted for stream management. */
  stanza(text: string): void {
    if (this.session) {
      this.session.outbound += 1
      this.session.unacked.push(text)
    }
    this.raw(text)
  }

  /** Breaks the connection without a word; what came in already is not read any more. */
  cut(): void {
    this.isSilent = true
    this.#socket.terminate()
  }

  streamError(condition: string, text = ''): void {
    const body = `<${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/><text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${text}</text>`
    this.raw(`<stream:error ${STREAMS}>${body}</stream:error>`)
    this.raw("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>")
    this.#socket.close()
  }

  #onFrame(frame: Element): void {
    if (this.isSilent) return
    // The script goes first, so that whoever waits for the frame finds the peer's reaction under way.
    const isDone = this.#peer.options.script(frame, this) === true
    if (!isDone) this.#react(frame)
    this.#peer.onReceived(frame)
  }

  #react(frame: Element): void {
    if (frame.is('open')) return this.open()
    if (frame.is('close')) {
      this.raw("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>")
      if (this.session) this.#peer.sessions.delete(this.session.id)
      return
    }
    if (frame.getNS() === NS_SASL || frame.getNS() === NS_SASL2) return this.#onSasl(frame)
    if (frame.getNS() === NS_SM) return this.#onStreamManagement(frame)
    if (isStanza(frame)) this.onStanza(frame)
  }

  open(): void {
    this.raw(
      `<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' from='${this.#peer.options.domain}' id='${randomBytes(6).toString('hex')}' version='1.0'/>`,
    )
    this.raw(this.#isAuthenticated ? this.#sessionFeatures() : this.#loginFeatures())
  }

  #loginFeatures(): string {
    const { mechanisms, sasl2, channelBindings } = this.#peer.options
    const list = (names: string[]): string => names.map(name => `<mechanism>${name}</mechanism>`).join('')
    const inline = sasl2
      ? [
          sasl2.resume ? `<sm xmlns='${NS_SM}'/>` : '',
          sasl2.bind2 ? `<bind xmlns='${NS_BIND2}'><inline><feature var='${NS_SM}'/></inline></bind>` : '',
          sasl2.fast ? `<fast xmlns='${NS_FAST}'><mechanism>HT-SHA-256-NONE</mechanism></fast>` : '',
        ].join('')
      : ''
    const bindings = channelBindings?.map(type => `<channel-binding type='${type}'/>`).join('')
    return [
      `<stream:features ${STREAMS}>`,
      mechanisms.length > 0 ? `<mechanisms xmlns='${NS_SASL}'>${list(mechanisms)}</mechanisms>` : '',
      sasl2 ? `<authentication xmlns='${NS_SASL2}'>${list(sasl2.mechanisms)}<inline>${inline}</inline></authentication>` : '',
      bindings === undefined ? '' : `<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>${bindings}</sasl-channel-binding>`,
      '</stream:features>',
    ].join('')
  }

  #sessionFeatures(): string {
    const { streamManagement, capsVersion } = this.#peer.options
    const sm = streamManagement ? `<sm xmlns='${NS_SM}'/>` : ''
    const caps = capsVersion ? `<c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='fake' ver='${capsVersion}'/>` : ''
    return `<stream:features ${STREAMS}><bind xmlns='${NS_BIND}'/>${sm}${caps}</stream:features>`
  }

  #onSasl(frame: Element): void {
    const is2 = frame.getNS() === NS_SASL2
    if (frame.name === 'abort') return this.raw(`<failure xmlns='${frame.getNS()}'><aborted xmlns='${NS_SASL}'/></failure>`)
    if (frame.name === 'auth' || frame.name === 'authenticate') {
      const { passwords, iterations, salt, scramExtension: extension } = this.#peer.options
      this.#sasl = createFakeSasl(frame.attrs['mechanism'], { passwords, iterations, salt, extension, tokens: this.#peer.tokens })
      this.#authenticate = frame
    }
    const data = is2 && frame.name === 'authenticate' ? (frame.getChildText('initial-response') ?? '') : frame.getText()
    const step = this.#sasl?.step(data) ?? { failure: 'malformed-request' }
    const namespace = is2 ? NS_SASL2 : NS_SASL
    if ('challenge' in step) return this.raw(`<challenge xmlns='${namespace}'>${step.challenge}</challenge>`)
    if ('failure' in step) return this.raw(`<failure xmlns='${namespace}'><${step.failure} xmlns='${NS_SASL}'/></failure>`)
    this.#isAuthenticated = true
    this.username = step.username
    const proof = this.#peer.options.successData(step.success)
    if (!is2) return this.raw(`<success xmlns='${NS_SASL}'>${proof ?? ''}</success>`)
    this.#succeed2(proof)
  }

  #succeed2(proof: string | null): void {
    const { sasl2, domain } = this.#peer.options
    const request = this.#authenticate
    const resume = request?.getChild('resume', NS_SM)
    const wantsBind = request?.getChild('bind', NS_BIND2)
    const parts = [proof === null ? '' : `<additional-data>${proof}</additional-data>`]
    const resumed = resume && sasl2?.resume ? this.#tryResume(resume) : undefined
    if (resumed) parts.push(resumed.answer)
    if (wantsBind && !resumed?.session) {
      this.jid = `${this.username}@${domain}/${randomBytes(4).toString('hex')}`
      const enabled = wantsBind.getChild('enable', NS_SM) ? this.#enable() : ''
      parts.push(`<bound xmlns='${NS_BIND2}'>${enabled}</bound>`)
    }
    parts.push(this.#tokenFor(request))
    parts.push(`<authorization-identifier>${this.jid || `${this.username}@${domain}`}</authorization-identifier>`)
    this.raw(`<success xmlns='${NS_SASL2}'>${parts.join('')}</success>`)
    if (resumed?.session) this.#takeUp(resumed.session, resume)
    else this.raw(this.#sessionFeatures())
  }

  #tokenFor(request: Element | undefined): string {
    const isInvalidated = request?.getChild('fast', NS_FAST)?.attrs['invalidate'] === 'true'
    if (isInvalidated) this.#peer.tokens.clear()
    if (isInvalidated || !request?.getChild('request-token', NS_FAST)) return ''
    const token = randomBytes(12).toString('hex')
    this.#peer.tokens.set(token, this.username)
    return `<token xmlns='${NS_FAST}' token='${token}' expiry='2099-01-01T00:00:00Z'/>`
  }

  #enable(): string {
    const { resumable, maxSeconds } = this.#peer.options
    const id = randomBytes(6).toString('hex')
    this.session = { id, jid: this.jid, inbound: 0, outbound: 0, unacked: [] }
    this.#peer.sessions.set(id, this.session)
    return `<enabled xmlns='${NS_SM}'${resumable ? ` id='${id}' resume='true' max='${maxSeconds}'` : ''}/>`
  }

  #claimed(session: FakeSession): string {
    const h = this.#peer.options.claimH(session.inbound)
    return h === null ? '' : ` h='${h}'`
  }

  #tryResume(resume: Element): { answer: string; session?: FakeSession } {
    const { refuseResume } = this.#peer.options
    const session = this.#peer.sessions.get(resume.attrs['previd'])
    if (!session || refuseResume) {
      const h = refuseResume && refuseResume.h !== null ? ` h='${refuseResume.h}'` : ''
      return { answer: `<failed xmlns='${NS_SM}'${h}><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>` }
    }
    return { answer: `<resumed xmlns='${NS_SM}' previd='${session.id}'${this.#claimed(session)}/>`, session }
  }

  #takeUp(session: FakeSession, resume: Element | undefined): void {
    this.session = session
    this.jid = session.jid
    const h = Number(resume?.attrs['h'])
    const missing = session.outbound - h
    session.unacked = missing > 0 ? session.unacked.slice(-missing) : []
    for (const text of session.unacked) this.raw(text)
  }

  #onStreamManagement(frame: Element): void {
    if (frame.name === 'enable') return this.raw(this.#enable())
    if (frame.name === 'resume') {
      const { answer, session } = this.#tryResume(frame)
      this.raw(answer)
      if (session) this.#takeUp(session, frame)
      return
    }
    if (frame.name === 'r' && this.session) return this.raw(`<a xmlns='${NS_SM}'${this.#claimed(this.session)}/>`)
    if (frame.name === 'a' && this.session) {
      const missing = this.session.outbound - Number(frame.attrs['h'])
      this.session.unacked = missing > 0 ? this.session.unacked.slice(-missing) : []
    }
  }

  /** Handles a stanza as an honest server would. */
  onStanza(stanza: Element): void {
    if (this.session) this.session.inbound += 1
    if (stanza.name !== 'iq' || !['get', 'set'].includes(stanza.attrs['type'])) return
    const [payload] = stanza.getChildElements()
    const namespace = payload?.getNS() ?? ''
    if (namespace === NS_BIND && payload) {
      this.jid = `${this.username}@${this.#peer.options.domain}/${payload.getChildText('resource') ?? 'r'}`
      return this.raw(
        `<iq xmlns='jabber:client' type='result' id='${escape(stanza.attrs['id'])}'><bind xmlns='${NS_BIND}'><jid>${escape(this.jid)}</jid></bind></iq>`,
      )
    }
    const answer = this.#peer.answers.get(namespace)
    const content = answer ? answer(stanza) : undefined
    if (content === null) return
    this.reply(stanza, content)
  }

  /** Answers an iq; undefined is an error. */
  reply(iq: Element, content: string | undefined, from: string | null = iq.attrs['to'] ?? null): void {
    const error = "<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
    const sender = from === null ? '' : ` from='${escape(from)}'`
    const type = content === undefined ? 'error' : 'result'
    this.stanza(
      `<iq xmlns='jabber:client' type='${type}' id='${escape(iq.attrs['id'])}'${sender} to='${escape(this.jid)}'>${content ?? error}</iq>`,
    )
  }
}
