import { afterEach } from 'vitest'
import { type Element, xml } from '#protocol/xml.ts'
import type { BareJid } from '#shared/jid.ts'
import { type FakePeer, type FakePeerOptions, startFakePeer } from '../faults/fake-peer.ts'
import { type TestSession, testSession } from './test-session.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** Runs after the test, the last one first. */
export function afterTest(cleanup: () => Promise<unknown>): void {
  cleanups.push(cleanup)
}

export const DOMAIN = 'example.org' as BareJid

export type Running = TestSession & {
  peer: FakePeer
  /** The first time that something is wrong. */
  trouble(): ReturnType<TestSession['state']>
}

type Overrides = Parameters<typeof testSession>[1]

/** A session that was told to start, and the peer it talks to; both end with the test. */
export async function startSession(options: Partial<FakePeerOptions> = {}, overrides: Overrides = {}): Promise<Running> {
  const peer = await startFakePeer(options)
  const made = testSession(peer.url, overrides)
  afterTest(() => peer.stop())
  afterTest(() => made.session.stop())
  made.session.start()
  return { peer, ...made, trouble: () => made.state(next => next.kind === 'offline' && next.trouble !== null) }
}

export async function startOnline(options: Partial<FakePeerOptions> = {}, overrides: Overrides = {}): Promise<Running> {
  const running = await startSession(options, overrides)
  await running.online()
  return running
}

export function textMessage(id: string, body = id): Element {
  return xml('message', { to: 'romeo@example.org', id }, xml('body', {}, body))
}
