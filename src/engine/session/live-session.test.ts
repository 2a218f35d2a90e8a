/** Stories of a session over the loss of its connections, with a peer that does what honest servers do, and then what they do not. */
import { describe, expect, test } from 'vitest'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { attr, xml } from '#protocol/xml.ts'
import type { FakePeer } from '../../../tests/faults/fake-peer.ts'
import { DOMAIN, type Running, afterTest, startOnline, textMessage } from '../../../tests/support/session-with-peer.ts'
import { testSession } from '../../../tests/support/test-session.ts'

/** Online again after the connection that is open now. */
async function cutAndReturn({ peer, state, online }: Running): Promise<void> {
  peer.link.cut()
  await state(({ kind }) => kind !== 'online')
  await online()
}

const ids = (peer: FakePeer): (string | undefined)[] => peer.all('message').map(message => attr(message, 'id'))

test('signs in with SCRAM, binds, enables stream management, and tells each step', async () => {
  const { peer, session, states, credentials } = await startOnline()
  const told = states.map(state => (state.kind === 'connecting' ? state.step : state.kind))
  expect(told).toEqual(['finding-server', 'opening', 'signing-in', 'starting', 'online'])
  expect(session.jid).toMatch(/^juliet@example\.org\/Kith\./)
  expect(session.generation).toBe(1)
  expect(credentials.told).toEqual(['keys SCRAM-SHA-256', 'mechanism SCRAM-SHA-256'])
  expect(attr(peer.all('open')[0], 'from')).toBe('juliet@example.org')
})

test('a message counts as sent when the server has it, not when it was written', async () => {
  const { peer, session } = await startOnline()
  let isSent = false
  peer.options.claimH = h => String(h - peer.all('message').length)
  const sent = session.send(textMessage('one')).then(() => {
    isSent = true
  })
  await peer.frame('r')
  await session.request('get', DOMAIN, buildPing())
  expect(isSent).toBe(false)
  peer.options.claimH = String
  peer.link.raw(`<a xmlns='urn:xmpp:sm:3' h='${peer.link.session?.inbound}'/>`)
  await sent
})

test('a server without stream management: a message is sent when it is written', async () => {
  const { session, peer } = await startOnline({ streamManagement: false })
  await session.send(textMessage('one'))
  await peer.frame('message')
  expect(peer.all('r')).toEqual([])
})

describe('a cut', () => {
  test('before the server handled a message: it is sent again, and nothing else is', async () => {
    const running = await startOnline()
    const { peer, session } = running
    await session.send(textMessage('one'))
    peer.options.script = frame => frame.is('message')
    const second = session.send(textMessage('two'))
    await peer.frame('message', undefined, 2)
    peer.options.script = () => undefined
    await cutAndReturn(running)
    await second
    expect(ids(peer)).toEqual(['one', 'two', 'two'])
    expect(session.state).toMatchObject({ resumed: true })
    expect(session.generation).toBe(1)
  })

  test('after the server handled a message and before it said so: it is not sent again', async () => {
    const running = await startOnline()
    const { peer, session } = running
    peer.options.script = frame => frame.is('r')
    const sent = session.send(textMessage('one'))
    await peer.frame('r')
    peer.options.script = () => undefined
    await cutAndReturn(running)
    await sent
    expect(ids(peer)).toEqual(['one'])
  })

  test('while a question is open: the answer arrives after the resumption', async () => {
    const running = await startOnline()
    const { peer, session } = running
    peer.answers.set('urn:slow', () => null)
    const answer = session.request('get', DOMAIN, xml('ask', { xmlns: 'urn:slow' }))
    const question = await peer.until(() => peer.all('iq').find(iq => iq.getChild('ask')))
    await cutAndReturn(running)
    peer.link.reply(question, "<told xmlns='urn:slow'/>")
    expect((await answer)?.getName()).toBe('told')
  })

  test('what is asked and sent between cut and resumption leaves afterwards', async () => {
    const running = await startOnline()
    const { peer, session, state, online } = running
    peer.link.cut()
    await state(({ kind }) => kind !== 'online')
    const sent = session.send(textMessage('between'))
    const asked = session.request('get', DOMAIN, buildPing())
    await online()
    await Promise.all([sent, asked])
    expect(ids(peer)).toEqual(['between'])
  })

  test('and a refused resumption: what was on its way fails as offline, and a fresh session begins', async () => {
    const running = await startOnline({ refuseResume: { h: null } })
    const { peer, session } = running
    let fresh = 0
    session.onFreshSession(() => {
      fresh += 1
    })
    peer.options.script = frame => frame.is('message') || frame.getChild('ask') !== undefined
    const sent = session.send(textMessage('lost')).catch((error: unknown) => error)
    const asked = session.request('get', DOMAIN, xml('ask', { xmlns: 'urn:slow' })).catch((error: unknown) => error)
    await peer.frame('message')
    peer.options.script = () => undefined
    const before = session.jid
    await cutAndReturn(running)
    expect(await sent).toMatchObject({ kind: 'offline' })
    expect(await asked).toMatchObject({ kind: 'offline' })
    expect(session.state).toMatchObject({ resumed: false })
    expect(session.generation).toBe(2)
    expect(fresh).toBe(1)
    expect(session.jid).not.toBe(before)
    expect(ids(peer)).toEqual(['lost'])
  })

  test('and a refusal that tells how far the server came: what it has counts as sent', async () => {
    const running = await startOnline()
    const { peer, session } = running
    peer.options.script = frame => frame.is('r')
    const one = session.send(textMessage('one'))
    await peer.frame('message')
    peer.options.script = frame => frame.is('r') || frame.is('message')
    const two = session.send(textMessage('two')).catch((error: unknown) => error)
    await peer.frame('message', undefined, 2)
    peer.options.refuseResume = { h: peer.link.session?.inbound ?? 0 }
    peer.options.script = () => undefined
    await cutAndReturn(running)
    await one
    expect(await two).toMatchObject({ kind: 'offline' })
  })

  test('on a server without resumption: everything on its way fails as offline', async () => {
    const running = await startOnline({ resumable: false, script: frame => frame.is('message') })
    const sent = running.session.send(textMessage('lost')).catch((error: unknown) => error)
    await running.peer.frame('message')
    await cutAndReturn(running)
    expect(await sent).toMatchObject({ kind: 'offline' })
    expect(running.session.generation).toBe(2)
  })

  test('while a handler is at work: the stanza is not asked for again when it ends in time', async () => {
    const running = await startOnline()
    const { peer, session } = running
    let finish: () => void = () => undefined
    const seen: string[] = []
    session.onMessage(({ element }) => {
      seen.push(attr(element, 'id') ?? '')
      return new Promise(resolve => {
        finish = resolve
      })
    })
    peer.link.stanza("<message xmlns='jabber:client' from='romeo@example.org/x' id='slow'/>")
    await session.request('get', DOMAIN, buildPing())
    peer.link.cut()
    await running.state(({ kind }) => kind !== 'online')
    finish()
    await peer.frame('resume')
    await running.online()
    await session.request('get', DOMAIN, buildPing())
    expect(seen).toEqual(['slow'])
  })
})

describe('a lying count', () => {
  test.each([
    ['too high', '99'],
    ['no number', 'many'],
    ['negative', '-1'],
  ])('that is %s: nothing counts as delivered, and a new session begins', async (_what, h) => {
    const { peer, session } = await startOnline()
    peer.options.script = frame => frame.is('message') || frame.is('r')
    const sent = session.send(textMessage('one')).catch((error: unknown) => error)
    await peer.frame('r')
    peer.options.script = () => undefined
    peer.link.raw(`<a xmlns='urn:xmpp:sm:3' h='${h}'/>`)
    expect(await sent).toMatchObject({ kind: 'offline' })
    await peer.until(() => peer.all('enable').length === 2)
    expect(peer.all('resume')).toEqual([])
  })

  test('that is missing says nothing', async () => {
    const { peer, session, notes } = await startOnline()
    peer.link.raw("<a xmlns='urn:xmpp:sm:3'/>")
    await peer.until(() => peer.all('enable').length === 2)
    expect(session.generation).toBeGreaterThan(0)
    expect(notes.map(({ event }) => event)).toContain('acknowledgement that cannot be')
  })

  test('that is lower than before: the stream is broken', async () => {
    const { peer, session } = await startOnline()
    await session.send(textMessage('one'))
    await session.send(textMessage('two'))
    peer.link.raw("<a xmlns='urn:xmpp:sm:3' h='1'/>")
    await peer.until(() => peer.all('enable').length === 2)
  })

  test('in the answer to a resumption: nothing is sent again on its word, and the next session is new', async () => {
    const running = await startOnline()
    const { peer, session, online } = running
    peer.options.script = frame => frame.is('message')
    const sent = session.send(textMessage('one')).catch((error: unknown) => error)
    await peer.frame('message')
    peer.options.claimH = () => '77'
    peer.options.script = () => undefined
    peer.link.cut()
    expect(await sent).toMatchObject({ kind: 'offline' })
    await peer.until(() => peer.all('enable').length === 2)
    await online()
    expect(ids(peer)).toEqual(['one'])
  })
})

describe('asked how far we are', () => {
  test('the answer waits for the handler, for storing is what counts', async () => {
    const { peer, session } = await startOnline({ resumable: false })
    let finish: () => void = () => undefined
    session.onMessage(
      () =>
        new Promise(resolve => {
          finish = resolve
        }),
    )
    // What came before, the answer about the clock, counts too.
    const before = peer.link.session?.outbound ?? 0
    peer.link.stanza("<message xmlns='jabber:client' from='romeo@example.org/x' id='one'/>")
    peer.link.raw("<r xmlns='urn:xmpp:sm:3'/>")
    await session.request('get', DOMAIN, buildPing())
    expect(peer.all('a')).toEqual([])
    finish()
    const { attrs } = await peer.frame('a')
    expect(Number(attrs['h'])).toBeGreaterThan(before)
  })

  test('no more is acknowledged than a reload would remember', async () => {
    let keptH = 0
    let isHeld = true
    let release: () => void = () => undefined
    const { peer, session } = await startOnline(
      {},
      {
        resumeStore: {
          load: async () => undefined,
          save: async state => {
            const held = new Promise<void>(resolve => {
              release = resolve
            })
            if (isHeld) await held
            keptH = state?.inbound ?? 0
          },
        },
      },
    )
    peer.link.raw("<r xmlns='urn:xmpp:sm:3'/>")
    await session.request('get', DOMAIN, buildPing())
    expect(peer.all('a')).toEqual([])
    isHeld = false
    release()
    const { attrs } = await peer.frame('a')
    expect(Number(attrs['h'])).toBeLessThanOrEqual(keptH)
  })

  test('a handler that fails is noted, counts as handled, and harms nobody', async () => {
    const { peer, session, notes } = await startOnline()
    session.onMessage(() => {
      throw new Error('no')
    })
    session.onMessage(() => Promise.reject(new Error('no')))
    peer.link.stanza("<message xmlns='jabber:client' from='romeo@example.org/x'/>")
    peer.link.raw("<r xmlns='urn:xmpp:sm:3'/>")
    const { attrs } = await peer.frame('a')
    expect(Number(attrs['h'])).toBe(peer.link.session?.outbound)
    expect(notes.filter(({ event }) => event === 'handler failed')).toHaveLength(2)
  })
})

describe('a reload', () => {
  test('takes the session up with what is missing, and sends nothing of before again', async () => {
    const before = await startOnline()
    await before.session.send(textMessage('one'))
    const { jid } = before.session
    await before.session.stop()
    expect(before.peer.all('close')).toEqual([])
    const [session] = before.peer.sessions.values()
    if (session) {
      session.outbound += 1
      session.unacked.push("<message xmlns='jabber:client' from='romeo@example.org/x' id='away'/>")
    }
    const after = testSession(before.peer.url, { kept: before.kept.state })
    afterTest(() => after.session.stop())
    const seen: (string | undefined)[] = []
    after.session.onMessage(({ element }) => void seen.push(attr(element, 'id')))
    after.session.start()
    expect(await after.online()).toMatchObject({ resumed: true })
    expect(after.session.jid).toBe(jid)
    await after.session.send(textMessage('two'))
    expect(seen).toEqual(['away'])
    expect(ids(before.peer)).toEqual(['one', 'two'])
  })

  test('after the server gave the session up: a fresh one', async () => {
    const kept = { key: 'resume' as const, id: 'gone', inbound: 5, jid: 'juliet@example.org/old', maxSeconds: 60, savedAt: Date.now() }
    const { session, peer } = await startOnline({}, { kept })
    expect(attr(peer.all('resume')[0], 'h')).toBe('5')
    expect(session.state).toMatchObject({ resumed: false })
    expect(session.generation).toBe(1)
  })

  test('long after, or of another account: not even tried', async () => {
    const old = { key: 'resume' as const, id: 'x', inbound: 5, jid: 'juliet@example.org/old', maxSeconds: 60, savedAt: Date.now() - 61_000 }
    const { peer } = await startOnline({}, { kept: old })
    expect(peer.all('resume')).toEqual([])
    const other = await startOnline({}, { kept: { ...old, savedAt: Date.now(), jid: 'romeo@example.org/old' } })
    expect(other.peer.all('resume')).toEqual([])
  })
})
