/** Stories of how a stream ends: by a frame that is none, by an error, by silence, by us. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { attr, xml } from '#protocol/xml.ts'
import { startFakePeer } from '../../../tests/faults/fake-peer.ts'
import type { ManagedSession } from './create-session.ts'
import { DOMAIN, type Running, afterTest, startOnline, startSession, textMessage } from '../../../tests/support/session-with-peer.ts'

afterEach(() => vi.useRealTimers())

describe('a hostile or broken frame', () => {
  test.each([
    ['a document type', '<!DOCTYPE x>', 'restricted-xml'],
    ['an unclosed element', '<message>', 'not-well-formed'],
    ['a character nobody may send', "<message xmlns='jabber:client'>\u0000</message>", 'not-well-formed'],
  ])('%s ends the stream with a word, and 20 good frames on the next one arrive', async (_what, frame, condition) => {
    const { peer, session, online } = await startOnline()
    const seen: (string | undefined)[] = []
    session.onMessage(({ element }) => void seen.push(attr(element, 'id')))
    peer.link.raw(frame)
    const error = await peer.until(() => peer.received.find(element => element.name === 'stream:error'))
    expect(error.getChildElements()[0]?.name).toBe(condition)
    await peer.until(() => peer.all('enable').length === 2)
    await online()
    // A resumption would bring the same frame again, for ever.
    expect(peer.all('resume')).toEqual([])
    for (let count = 0; count < 20; count += 1)
      peer.link.stanza(`<message xmlns='jabber:client' from='romeo@example.org/x' id='${count}'/>`)
    await session.request('get', DOMAIN, buildPing())
    expect(seen).toHaveLength(20)
  })

  test('a binary frame is no frame', async () => {
    const { peer } = await startOnline()
    peer.link.raw(Buffer.from("<message xmlns='jabber:client'/>"))
    await peer.until(() => peer.all('enable').length === 2)
  })
})

describe('the end of a stream', () => {
  test('see-other-host is not followed: nobody signs in where a forged error points', async () => {
    const trap = await startFakePeer()
    afterTest(() => trap.stop())
    const { peer } = await startOnline()
    peer.link.raw(
      `<stream:error xmlns:stream='http://etherx.jabber.org/streams'><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>${new URL(trap.url).host}</see-other-host></stream:error>`,
    )
    await peer.until(() => peer.links.length === 2 && peer.all('enable').length === 2)
    expect(trap.links).toHaveLength(0)
  })

  test('see-other-uri in the answer to the first header is not followed either', async () => {
    const trap = await startFakePeer()
    afterTest(() => trap.stop())
    const { states, state } = await startSession({
      script(frame, link) {
        if (!frame.is('open')) return undefined
        link.raw(`<close xmlns='urn:ietf:params:xml:ns:xmpp-framing' see-other-uri='${trap.url}'/>`)
        return true
      },
    })
    await state(next => next.kind === 'offline' && next.trouble === 'refused')
    expect(trap.links).toHaveLength(0)
    expect(states.some(({ kind }) => kind === 'online')).toBe(false)
  })

  test('a conflict is not answered with a conflict: one slow retry, then nothing', async () => {
    const { peer, state, session } = await startOnline({}, { random: () => 0.5 })
    peer.link.streamError('conflict')
    const waiting = await state(next => next.kind === 'offline' && (next.retryAt ?? 0) > Date.now() + 1_000)
    if (waiting.kind !== 'offline' || waiting.retryAt === null) throw new Error('no retry')
    expect(waiting.trouble).toBe('conflict')
    expect(waiting.retryAt - Date.now()).toBeGreaterThan(20_000)
    session.setVisible(false)
    session.setVisible(true)
    session.setNetwork(false)
    session.setNetwork(true)
    expect(peer.links).toHaveLength(1)
    // Only somebody who wants it here comes back before the time.
    session.connectNow()
    await peer.until(() => peer.all('enable').length === 2)
  })

  test('an account that was removed is told as gone, by either server', async () => {
    for (const [condition, words] of [
      ['not-authorized', 'Account deleted'],
      ['conflict', 'User removed'],
    ] as const) {
      const { peer, state } = await startOnline()
      peer.link.streamError(condition, words)
      expect(await state(next => next.kind === 'offline' && next.retryAt === null)).toMatchObject({ trouble: 'account-gone' })
    }
  })

  test('a stanza the server finds too large fails for its size; the others may go again', async () => {
    const { peer, session } = await startOnline({
      script(frame, link) {
        if (frame.is('message') && attr(frame, 'id') === 'huge') link.streamError('policy-violation', 'stanza too large')
        return frame.is('message') || frame.is('r')
      },
    })
    const small = session.send(textMessage('small')).catch((error: unknown) => error)
    const huge = session.send(textMessage('huge', 'x'.repeat(300_000)))
    await expect(huge).rejects.toMatchObject({ kind: 'too-large' })
    expect(await small).toMatchObject({ kind: 'offline' })
    await peer.until(() => peer.links.length === 2)
  })

  describe('a large stanza over which the connection ends again and again, without a word', () => {
    const large = textMessage('huge', 'x'.repeat(100_000))

    /** @param isLost whether the peer refuses to take the session up again each time */
    async function startCutting(isLost: boolean): Promise<Running> {
      const running = await startOnline(
        {
          script(frame, link) {
            if (!frame.is('message') && !frame.getChild('query', 'urn:x')) return false
            if (frame.toString().length < 60_000) return false
            if (isLost) running.peer.options.refuseResume = { h: link.session?.inbound ?? 0 }
            link.cut()
            return true
          },
        },
        { random: () => 0 },
      )
      return running
    }
    const times = (peer: Running['peer'], name: string): number => peer.all(name).filter(frame => frame.toString().length > 60_000).length

    test.each([
      ['after a few times', 100_000, 4],
      ['at the first time where it is beyond what servers usually read', 300_000, 1],
    ])('fails for its size %s, and the next session is a new one', async (_when, length, expected) => {
      const { peer, session, online } = await startCutting(false)
      const huge = session.send(textMessage('huge', 'x'.repeat(length)))
      const behind = session.send(textMessage('behind')).catch((error: unknown) => error)
      await expect(huge).rejects.toMatchObject({ kind: 'too-large' })
      // Its sender looks whether it arrived, and sends it again.
      expect(await behind).toMatchObject({ kind: 'offline' })
      await peer.until(() => session.generation === 2)
      await online()
      await session.send(textMessage('behind'))
      expect(times(peer, 'message')).toBe(expected)
    })

    test('fails for its size where the session is lost each time and it is sent anew', async () => {
      const { peer, session, online } = await startCutting(true)
      for (let round = 1; round <= 3; round += 1) {
        await online()
        await expect(session.send(large)).rejects.toMatchObject({ kind: 'offline' })
      }
      await online()
      await expect(session.send(large)).rejects.toMatchObject({ kind: 'too-large' })
      expect(times(peer, 'message')).toBe(4)
    })

    test('fails as a question too', async () => {
      const { peer, session } = await startCutting(false)
      const payload = xml('query', { xmlns: 'urn:x' }, 'x'.repeat(100_000))
      await expect(session.request('set', DOMAIN, payload)).rejects.toMatchObject({ kind: 'too-large' })
      await peer.until(() => session.generation === 2)
      await session.request('get', DOMAIN, buildPing())
      expect(times(peer, 'iq')).toBe(4)
    })
  })

  test('stopping leaves the session on the server, signing out ends it', async () => {
    const kept = await startOnline()
    await kept.session.stop()
    expect(kept.kept.state).not.toBeNull()
    expect(kept.session.state).toMatchObject({ kind: 'offline', trouble: null })
    const left = await startOnline()
    expect(await left.session.signOut()).toEqual({ tokenRevoked: null })
    expect(left.peer.all('close')).toHaveLength(1)
    expect(left.kept.state).toBeNull()
  })

  test('stopping in the middle of connecting leaves no connection behind', async () => {
    const { peer, session } = await startSession({ script: frame => frame.is('open') })
    await peer.frame('open')
    await session.stop()
    await peer.until(() => !peer.link.isOpen)
    expect(session.state).toMatchObject({ kind: 'offline' })
    await expect(session.request('get', DOMAIN, buildPing())).rejects.toMatchObject({ kind: 'offline' })
  })
})

describe('a half-open connection', () => {
  test.each<[string, number, (session: ManagedSession) => void]>([
    ['a network that came back', 5_000, session => [false, true].forEach(isUp => session.setNetwork(isUp))],
    ['a tab that came to the front', 5_000, session => [false, true].forEach(isVisible => session.setVisible(isVisible))],
    ['a message that nobody acknowledges', 15_300, session => void session.send(textMessage('one')).catch(() => undefined)],
    ['half a minute of silence', 45_000, () => undefined],
  ])('after %s is noticed within %d ms, and the session resumes on another', async (_what, limitMs, cause) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
    const { peer, session, state, online } = await startOnline()
    await session.request('get', DOMAIN, buildPing())
    peer.link.isSilent = true
    cause(session)
    await vi.advanceTimersByTimeAsync(4_500)
    expect(session.state.kind).toBe('online')
    await vi.advanceTimersByTimeAsync(limitMs - 4_500)
    await state(({ kind }) => kind !== 'online')
    vi.advanceTimersByTime(1_000)
    expect(await online()).toMatchObject({ resumed: true })
    expect(peer.links).toHaveLength(2)
  })
})
