/** The session against the two servers people run: what is sure about the fake peer has to hold there too. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { ManagedSession } from '#engine/session/create-session.ts'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { childText, xml } from '#protocol/xml.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { startFrameProxy } from '../faults/frame-proxy.ts'
import { seeded } from '../faults/seeded.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { nodeSocket, testCredentials, testSession } from '../support/test-session.ts'
import { waitFor } from '../support/wait-for.ts'

function bare(text: string): BareJid {
  const jid = parseBareJid(text)
  if (!jid) throw new Error(`not an address: ${text}`)
  return jid
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (name, start) => {
  let server: TestServer
  const sockets: WebSocket[] = []
  /** What the servers gave to anybody, in its order. */
  let frames: string[] = []
  const sessions: ManagedSession[] = []

  beforeAll(async () => {
    server = await start()
    await server.register('juliet', 'päŁŻ secret')
    await server.register('romeo', 'montague')
  })
  afterAll(() => server.stop())
  afterEach(async () => {
    frames = []
    for (const session of sessions.splice(0)) await session.signOut()
  })

  function connect(local: string, password: string, overrides: Parameters<typeof testSession>[1] = {}) {
    const made = testSession(server.websocketUrl, {
      account: bare(`${local}@${server.domain}`),
      credentials: testCredentials({ password }),
      createSocket: url => {
        const socket = nodeSocket(url)
        sockets.push(socket)
        socket.addEventListener('message', ({ data }) => void frames.push(String(data)))
        return socket
      },
      ...overrides,
    })
    sessions.push(made.session)
    made.session.start()
    return made
  }

  /** Breaks the newest connections as a dead network does: no closing handshake. */
  function cut(count: number): void {
    for (const socket of sockets.splice(-count)) (socket as unknown as { terminate(): void }).terminate()
  }

  test('signs in with SCRAM and a password beyond Latin-1, then again with the keys alone', async () => {
    const first = connect('juliet', 'päŁŻ secret')
    await first.online()
    expect(first.credentials.told.some(entry => entry.startsWith('keys SCRAM-SHA-'))).toBe(true)
    const scram = first.credentials.current?.scram
    const again = connect('juliet', '', { credentials: testCredentials(scram ? { scram } : undefined) })
    await again.online()
    expect(again.session.jid).not.toBe(first.session.jid)
  })

  test('a wrong password is told as such and not tried again', async () => {
    const { state, session } = connect('juliet', 'not it')
    const reached = await state(next => next.kind === 'offline' && next.trouble !== null)
    expect(reached).toMatchObject({ trouble: 'wrong-password', retryAt: null })
    expect(session.jid).toBeNull()
  })

  test('an unknown host is told as such', async () => {
    const { state } = connect('juliet', 'x', { account: bare('juliet@nowhere.example') })
    expect(await state(next => next.kind === 'offline' && next.trouble !== null)).toMatchObject({ trouble: 'unknown-host' })
  })

  test('600 requests, then a cut in the middle of messages: it resumes and nothing is lost or doubled', async () => {
    const romeo = connect('romeo', 'montague')
    const juliet = connect('juliet', 'päŁŻ secret')
    await Promise.all([romeo.online(), juliet.online()])
    const bodies: string[] = []
    juliet.session.onMessage(({ element }) => void bodies.push(childText(element, 'body', 'jabber:client') ?? ''))
    const inbound: string[] = []
    romeo.session.onMessage(({ element }) => void inbound.push(childText(element, 'body', 'jabber:client') ?? ''))
    await romeo.session.send(xml('presence'))
    await juliet.session.send(xml('presence'))
    // Acknowledged is not handled: what is written to somebody who is not there yet, ejabberd stores and gives out later than what follows.
    for (const { session } of [romeo, juliet]) await session.request('get', bare(server.domain), buildPing(), { urgency: 'user' })

    const pings = Array.from({ length: 600 }, () => romeo.session.request('get', bare(server.domain), buildPing(), { urgency: 'user' }))
    await Promise.all(pings)
    const say = (session: ManagedSession, to: string, body: string): Promise<void> =>
      session.send(xml('message', { to, type: 'chat', id: body }, xml('body', {}, body)))
    const sent: Promise<void>[] = []
    for (let count = 0; count < 20; count += 1) {
      sent.push(say(romeo.session, juliet.session.account, `out ${count}`))
      sent.push(say(juliet.session, romeo.session.account, `in ${count}`))
      if (count === 10) cut(2)
    }
    await Promise.all(sent)
    await waitFor(() => bodies.length >= 20 && inbound.length >= 20, { what: 'all messages' })
    expect(romeo.session.state).toMatchObject({ kind: 'online', resumed: true })
    expect(juliet.session.state).toMatchObject({ kind: 'online', resumed: true })
    const wanted = (prefix: string): string[] => Array.from({ length: 20 }, (_, count) => `${prefix} ${count}`)
    expect(bodies.filter(Boolean).toSorted()).toEqual(wanted('out').toSorted())
    expect(inbound.filter(Boolean).toSorted()).toEqual(wanted('in').toSorted())
    // In the order in which the server gave them: what is said in the moment of our being there, ejabberd may give out behind the next.
    const given = (prefix: string): string[] => [
      ...new Set(frames.flatMap(frame => new RegExp(`<body>(${prefix} \\d+)</body>`).exec(frame)?.[1] ?? [])),
    ]
    expect(bodies.filter(Boolean)).toEqual(given('out'))
    expect(inbound.filter(Boolean)).toEqual(given('in'))
  })

  test('60 seeded cuts in any frame, signing in included: always back, the password never doubted, every message once', async () => {
    const random = seeded(60)
    const proxy = await startFrameProxy(server.websocketUrl)
    const done = { cuts: 0 }
    let fuse = 8
    proxy.decide = () => {
      fuse -= 1
      if (fuse > 0 || done.cuts >= 60) return 'pass'
      done.cuts += 1
      fuse = 1 + Math.floor(random() * 25)
      return random() < 0.5 ? 'cut' : 'cut-after'
    }
    const reader = connect('romeo', 'montague')
    await reader.online()
    await reader.session.send(xml('presence'))
    const seen: string[] = []
    reader.session.onMessage(({ element }) => void seen.push(childText(element, 'body', 'jabber:client') ?? ''))
    const writer = connect('juliet', 'päŁŻ secret', { findEndpoint: async () => proxy.url })
    const arrived: string[] = []
    const unsure: string[] = []
    for (let count = 0; done.cuts < 60 || arrived.length < 10; count += 1) {
      await writer.online()
      const body = `cut ${count}`
      const message = xml('message', { to: reader.session.account, type: 'chat', id: body }, xml('body', {}, body))
      await writer.session.send(message).then(
        () => arrived.push(body),
        () => unsure.push(body),
      )
    }
    await waitFor(() => arrived.every(body => seen.includes(body)), { what: 'every message that counts as sent' })
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.filter(body => !arrived.includes(body) && !unsure.includes(body))).toEqual([])
    expect(writer.credentials.told.filter(entry => entry.startsWith('rejected'))).toEqual([])
    expect(writer.states.some(state => state.kind === 'offline' && state.trouble === 'wrong-password')).toBe(false)
    await proxy.stop()
  })

  test('a reload takes the session up where it was, with what arrived in between', async () => {
    const romeo = connect('romeo', 'montague')
    const before = connect('juliet', 'päŁŻ secret')
    await Promise.all([romeo.online(), before.online()])
    await before.session.send(xml('presence'))
    const jid = before.session.jid
    await before.session.stop()
    await romeo.session.send(
      xml('message', { to: bare(`juliet@${server.domain}`), type: 'chat', id: 'away' }, xml('body', {}, 'while away')),
    )

    const bodies: string[] = []
    const after = connect('juliet', 'päŁŻ secret', { kept: before.kept.state })
    after.session.onMessage(({ element }) => void bodies.push(childText(element, 'body', 'jabber:client') ?? ''))
    expect(await after.online()).toMatchObject({ resumed: true })
    expect(after.session.jid).toBe(jid)
    await waitFor(() => bodies.includes('while away'))
    await after.session.request('get', bare(server.domain), buildPing())
    await after.session.send(xml('message', { to: romeo.session.account, type: 'chat', id: 'back' }, xml('body', {}, 'back')))
  })

  test('a server that restarted refuses to resume: a fresh session within ten seconds', async () => {
    const { session, online, state } = connect('juliet', 'päŁŻ secret')
    await online()
    await server.restart()
    await state(next => next.kind !== 'online')
    await waitFor(() => session.state.kind === 'online', { what: 'a new session' })
    expect(session.state).toMatchObject({ resumed: false })
    expect(session.generation).toBe(2)
  })

  test('finds what the server offers, and its clock', async () => {
    const { session, online } = connect('juliet', 'päŁŻ secret')
    await online()
    const features = await session.features()
    expect(features.server.has('urn:xmpp:carbons:2')).toBe(true)
    expect([...features.account].some(feature => feature.startsWith('urn:xmpp:mam:'))).toBe(true)
    expect(features.pubsubServices).toEqual([server.pubsub])
    expect(features.uploadService).toBe(server.upload)
    expect(features.maxUploadBytes).toBeGreaterThan(0)
    expect(features.software.toLowerCase()).toContain(name)
    expect(Math.abs(session.clockOffset)).toBeLessThan(3_000)
  })

  test('an error is read by its namespace, not by its place', async () => {
    const { session, online } = connect('juliet', 'päŁŻ secret')
    await online()
    const missing = xml('pubsub', { xmlns: 'http://jabber.org/protocol/pubsub' }, xml('items', { node: 'no-such-node' }))
    await expect(session.request('get', bare(server.pubsub), missing)).rejects.toMatchObject({ kind: 'not-found' })
  })
})
