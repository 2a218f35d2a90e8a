/** Signing in: what is offered, what is refused, and what an attacker would like us to take for a success. */
import { describe, expect, test } from 'vitest'
import { attr } from '#protocol/xml.ts'
import { encodeText } from '#shared/base64.ts'
import { type FakePeerOptions, startFakePeer } from '../../../tests/faults/fake-peer.ts'
import { afterTest, startSession } from '../../../tests/support/session-with-peer.ts'
import { type TestCredentials, testCredentials, testSession } from '../../../tests/support/test-session.ts'

const start = (options: Partial<FakePeerOptions> = {}, credentials: TestCredentials = testCredentials({ password: 'secret' })) =>
  startSession(options, { credentials })

const mechanismsUsed = (peer: Awaited<ReturnType<typeof start>>['peer']): (string | undefined)[] =>
  [...peer.all('auth'), ...peer.all('authenticate')].map(frame => attr(frame, 'mechanism'))

const SASL2 = { mechanisms: ['SCRAM-SHA-256', 'SCRAM-SHA-1'], bind2: true, resume: true, fast: true }

describe('the choice', () => {
  test.each([
    [['PLAIN', 'SCRAM-SHA-1', 'SCRAM-SHA-512', 'SCRAM-SHA-256'], 'SCRAM-SHA-512'],
    [['SCRAM-SHA-1', 'PLAIN', 'X-OAUTH2'], 'SCRAM-SHA-1'],
    [['PLAIN'], 'PLAIN'],
  ])('of %j is %s', async (mechanisms, expected) => {
    const { peer, online, credentials } = await start({ mechanisms })
    await online()
    expect(mechanismsUsed(peer)).toEqual([expected])
    expect(credentials.strongestMechanism).toBe(expected)
  })

  test('PLAIN is refused once anything better has worked: somebody may have stripped the offer', async () => {
    const credentials = testCredentials({ password: 'secret' })
    credentials.strongestMechanism = 'SCRAM-SHA-1'
    const { peer, trouble } = await start({ mechanisms: ['PLAIN'] }, credentials)
    expect(await trouble()).toMatchObject({ trouble: 'no-safe-mechanism', retryAt: null })
    expect(mechanismsUsed(peer)).toEqual([])
  })

  test('nothing that we know: told so, nothing sent', async () => {
    const { peer, trouble } = await start({ mechanisms: ['DIGEST-MD5', 'GSSAPI'] })
    expect(await trouble()).toMatchObject({ trouble: 'no-safe-mechanism' })
    expect(mechanismsUsed(peer)).toEqual([])
  })

  test('PLAIN sends UTF-8, also beyond Latin-1', async () => {
    const { peer, online } = await start(
      { mechanisms: ['PLAIN'], passwords: { juliet: 'päŁŻ 🔑' } },
      testCredentials({ password: 'päŁŻ 🔑' }),
    )
    await online()
    expect(peer.all('auth')[0]?.getText()).toBe(encodeText('\0juliet\0päŁŻ 🔑'))
  })

  test('an endpoint that is not encrypted and not this machine gets nothing at all', async () => {
    let opened = 0
    const made = testSession('ws://192.0.2.1/', {
      createSocket: () => {
        opened += 1
        throw new Error('opened')
      },
    })
    afterTest(() => made.session.stop())
    made.session.start()
    expect(await made.state(next => next.kind === 'offline' && next.trouble !== null)).toMatchObject({ trouble: 'tls' })
    expect(opened).toBe(0)
  })
})

describe('the proof of the server', () => {
  test.each([
    ['SASL', {}],
    ['SASL2', { sasl2: SASL2 }],
  ] as const)('missing from a success of %s: we do not go on, and do not try again', async (_what, options) => {
    const { peer, trouble, credentials } = await start({ ...options, successData: () => null })
    expect(await trouble()).toMatchObject({ trouble: 'server-not-authentic', retryAt: null })
    expect(peer.all('iq')).toEqual([])
    expect(credentials.told).toEqual([])
    expect(peer.links).toHaveLength(1)
  })

  test('wrong: the same', async () => {
    const { trouble } = await start({ successData: () => encodeText('v=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=') })
    expect(await trouble()).toMatchObject({ trouble: 'server-not-authentic' })
  })

  test('a stripped list of mechanisms shows in the hash of XEP-0474', async () => {
    const { trouble } = await start({ scramExtension: `,h=${encodeText('not the hash of this list at all')}` })
    expect(await trouble()).toMatchObject({ trouble: 'server-not-authentic' })
  })

  test('a success out of nowhere is none', async () => {
    const { trouble } = await start({
      script(frame, link) {
        if (!frame.is('auth')) return undefined
        link.raw("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>")
        return true
      },
    })
    expect(await trouble()).toMatchObject({ trouble: 'server-not-authentic' })
  })
})

describe('a refusal', () => {
  test('of the password is told as wrong password, and not repeated', async () => {
    const { trouble, credentials, peer } = await start({}, testCredentials({ password: 'wrong' }))
    expect(await trouble()).toMatchObject({ trouble: 'wrong-password', retryAt: null })
    expect(credentials.told).toEqual(['rejected password'])
    expect(peer.links).toHaveLength(1)
  })

  test.each([
    ['account-disabled', 'unknown-account'],
    ['encryption-required', 'no-safe-mechanism'],
    ['temporary-auth-failure', 'server-error'],
  ])('as %s is told as %s', async (condition, expected) => {
    const { trouble } = await start({
      script(frame, link) {
        if (!frame.is('auth')) return undefined
        link.raw(`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/></failure>`)
        return true
      },
    })
    expect(await trouble()).toMatchObject({ trouble: expected })
  })

  test('after a cut in the middle of signing in is not believed at once, when the credentials have worked before', async () => {
    const credentials = testCredentials({ password: 'secret' })
    // Nothing but the password to sign in with, whatever worked.
    credentials.onScramKeys = async () => undefined
    const { peer, session, online, states } = await start({}, credentials)
    await online()
    let attempt = 0
    peer.options.refuseResume = { h: null }
    peer.options.script = (frame, link) => {
      if (!frame.is('auth')) return undefined
      attempt += 1
      if (attempt === 1) link.cut()
      else if (attempt === 2) link.raw("<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>")
      return attempt < 3
    }
    peer.link.cut()
    await peer.until(() => peer.all('enable').length === 2)
    await online()
    expect(session.generation).toBe(2)
    expect(states.some(state => state.kind === 'offline' && state.trouble === 'wrong-password')).toBe(false)
    expect(credentials.told).not.toContain('rejected password')
  })

  test('a cut in each frame of signing in: back at the start each time, then in', async () => {
    const cutAt = ['open', 'auth', 'response', 'iq', 'enable']
    const { peer, online, session } = await start({
      script(frame, link) {
        if (frame.name !== cutAt[0]) return undefined
        cutAt.shift()
        link.cut()
        return true
      },
    })
    await online()
    expect(cutAt).toEqual([])
    expect(peer.links).toHaveLength(6)
    expect(session.generation).toBe(1)
  })
})

describe('keys without the password', () => {
  async function keysOf(options: Partial<FakePeerOptions> = {}) {
    const first = await start(options)
    await first.online()
    const scram = first.credentials.current?.scram
    return testCredentials(scram ? { scram } : undefined)
  }

  test('sign in', async () => {
    const credentials = await keysOf()
    const { online } = await start({}, credentials)
    await online()
    expect(credentials.told).toEqual(['mechanism SCRAM-SHA-256'])
  })

  test.each([
    ['the salt', { salt: 'AAAAAAAAAAAAAAAA' }],
    ['the number of iterations', { iterations: 5000 }],
  ])('are useless when the server changed %s: the password is asked for once, without a loop', async (_what, change) => {
    const credentials = await keysOf()
    const { trouble, peer } = await start(change, credentials)
    expect(await trouble()).toMatchObject({ trouble: 'credentials-needed', retryAt: null })
    expect(credentials.told).toEqual(['rejected scram'])
    expect(peer.links).toHaveLength(2)
    expect(peer.all('abort')).toHaveLength(1)
  })

  test('and no credentials at all: asked for', async () => {
    const { trouble, peer } = await start({}, testCredentials(undefined))
    expect(await trouble()).toMatchObject({ trouble: 'credentials-needed' })
    expect(mechanismsUsed(peer)).toEqual([])
  })
})

describe('SASL2 with Bind 2, resumption and tokens', () => {
  test('takes two round trips: no second header, no bind, stream management from the first stanza', async () => {
    const { peer, online, session, credentials } = await start({ sasl2: SASL2 })
    await online()
    expect(peer.all('open')).toHaveLength(1)
    expect(peer.all('enable')).toEqual([])
    expect(peer.sessions.size).toBe(1)
    expect(session.jid).toMatch(/^juliet@example\.org\//)
    expect(credentials.told).toEqual(['token 0', 'keys SCRAM-SHA-256', 'mechanism SCRAM-SHA-256'])
    const [request] = peer.all('authenticate')
    expect(attr(request?.getChild('user-agent'), 'id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('after a cut the token signs in and the session resumes, in one go; the count is saved before it is used', async () => {
    const { peer, online, state, credentials, session } = await start({ sasl2: SASL2 })
    await online()
    peer.link.cut()
    await state(({ kind }) => kind !== 'online')
    await online()
    expect(mechanismsUsed(peer)).toEqual(['SCRAM-SHA-256', 'HT-SHA-256-NONE'])
    expect(session.state).toMatchObject({ resumed: true })
    expect(credentials.current?.fast?.counter).toBe(1)
    expect(attr(peer.all('authenticate')[1]?.getChild('fast'), 'count')).toBe('1')
  })

  test('a token the server no longer takes is given up, and the password is used at once', async () => {
    const credentials = testCredentials({
      password: 'secret',
      fast: { token: 'revoked', mechanism: 'HT-SHA-256-NONE', expiresAt: 0, counter: 3 },
    })
    const { peer, online, states } = await start({ sasl2: SASL2 }, credentials)
    await online()
    expect(mechanismsUsed(peer)).toEqual(['HT-SHA-256-NONE', 'SCRAM-SHA-256'])
    expect(credentials.told).toContain('rejected fast')
    expect(states.filter(({ kind }) => kind === 'offline')).toEqual([])
  })

  test('signing out takes the token back on the server', async () => {
    const { peer, online, session } = await start({ sasl2: SASL2 })
    await online()
    expect(peer.tokens.size).toBe(1)
    expect(await session.signOut()).toEqual({ tokenRevoked: true })
    expect(peer.tokens.size).toBe(0)
  })

  test('signing out with the server away: done all the same, and told that the token lives on', async () => {
    const { peer, online, session } = await start({ sasl2: SASL2 })
    await online()
    peer.options.script = frame => frame.is('open')
    peer.link.cut()
    const left = session.signOut()
    expect(await left).toEqual({ tokenRevoked: false })
  }, 15_000)

  test('a server with SASL2 and nothing inline: features, bind and stream management follow as ever', async () => {
    const { peer, online, state, session } = await start({
      sasl2: { mechanisms: ['SCRAM-SHA-1'], bind2: false, resume: false, fast: false },
    })
    await online()
    expect(peer.all('open')).toHaveLength(1)
    expect(peer.all('enable')).toHaveLength(1)
    peer.link.cut()
    await state(({ kind }) => kind !== 'online')
    await online()
    expect(session.state).toMatchObject({ resumed: true })
  })

  test('an inline resumption that is refused binds in the same breath', async () => {
    const { peer, online, state, session } = await start({ sasl2: SASL2 })
    await online()
    peer.options.refuseResume = { h: null }
    peer.link.cut()
    await state(({ kind }) => kind !== 'online')
    await online()
    expect(session.state).toMatchObject({ resumed: false })
    expect(session.generation).toBe(2)
  })

  test('a second factor is told, not guessed at', async () => {
    const { trouble } = await start({
      sasl2: SASL2,
      script(frame, link) {
        if (!frame.is('authenticate')) return undefined
        link.raw("<continue xmlns='urn:xmpp:sasl:2'><tasks><task>TOTP</task></tasks></continue>")
        return true
      },
    })
    expect(await trouble()).toMatchObject({ trouble: 'no-safe-mechanism' })
  })
})

describe('what answers is not what was asked for', () => {
  test('a stream error of an unknown host', async () => {
    const { trouble } = await start({
      script(frame, link) {
        if (frame.is('open')) link.streamError('host-unknown')
        return frame.is('open')
      },
    })
    expect(await trouble()).toMatchObject({ trouble: 'unknown-host' })
  })

  test('another domain', async () => {
    const { trouble, peer } = await start({ domain: 'attacker.example' })
    expect(await trouble()).toMatchObject({ trouble: 'unknown-host' })
    expect(mechanismsUsed(peer)).toEqual([])
  })

  test('a WebSocket that speaks something else', async () => {
    const { trouble } = await start({
      script(_frame, link) {
        link.raw('{"hello":"world"}')
        return true
      },
    })
    expect(await trouble()).toMatchObject({ trouble: 'not-xmpp' })
  })

  test('nobody at all', async () => {
    const peer = await startFakePeer()
    const url = peer.url
    await peer.stop()
    const made = testSession(url)
    afterTest(() => made.session.stop())
    made.session.start()
    const reached = await made.state(next => next.kind === 'offline' && next.trouble !== null)
    expect(reached).toMatchObject({ trouble: 'refused' })
    expect(reached.kind === 'offline' && reached.retryAt).not.toBeNull()
  })

  test('a resource of another account', async () => {
    const { trouble } = await start({
      script(frame, link) {
        if (!frame.getChild('bind')) return undefined
        link.raw(
          `<iq xmlns='jabber:client' type='result' id='${frame.attrs['id']}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>romeo@example.org/x</jid></bind></iq>`,
        )
        return true
      },
    })
    expect(await trouble()).toMatchObject({ trouble: 'server-error' })
  })
})
