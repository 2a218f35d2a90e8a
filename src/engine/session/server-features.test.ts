import { afterEach, expect, test } from 'vitest'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { type Element, attr } from '#protocol/xml.ts'
import { type FakePeerOptions, startFakePeer } from '../../../tests/faults/fake-peer.ts'
import { testSession } from '../../../tests/support/test-session.ts'
import type { FeatureRecord } from './server-features.ts'

const cleanups: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const INFO = 'http://jabber.org/protocol/disco#info'
const ITEMS = 'http://jabber.org/protocol/disco#items'
const info = (identities: string, features: readonly string[] = [], rest = ''): string =>
  `<query xmlns='${INFO}'>${identities}${features.map(feature => `<feature var='${feature}'/>`).join('')}${rest}</query>`

const UPLOAD_FORM =
  "<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:http:upload:0</value></field><field var='max-file-size'><value>1048576</value></field></x>"

/** What each entity of the fake server says of itself. */
const ENTITIES: Record<string, string | null> = {
  'example.org': info("<identity category='server' type='im' name='Fake'/><identity category='pubsub' type='pep'/>", [
    'urn:xmpp:carbons:2',
  ]),
  'juliet@example.org': info("<identity category='pubsub' type='pep'/>", ['urn:xmpp:mam:2']),
  'pubsub.example.org': info("<identity category='pubsub' type='service'/>"),
  'pep.example.org': info("<identity category='pubsub' type='pep'/>"),
  'upload.example.org': info("<identity category='store' type='file'/>", ['urn:xmpp:http:upload:0'], UPLOAD_FORM),
}

async function startOnline(
  options: Partial<FakePeerOptions> = {},
  items = Object.keys(ENTITIES).slice(2),
  cache = new Map<string, FeatureRecord>(),
) {
  const peer = await startFakePeer(options)
  peer.answers.set(INFO, iq => ENTITIES[attr(iq, 'to') ?? ''] ?? null)
  peer.answers.set(ITEMS, () => `<query xmlns='${ITEMS}'>${items.map(jid => `<item jid='${jid}'/>`).join('')}</query>`)
  const made = testSession(peer.url, {
    featureCache: {
      load: async version => cache.get(version),
      save: async (version, record) => void cache.set(version, record),
    },
  })
  cleanups.push(
    () => peer.stop(),
    () => made.session.stop(),
  )
  made.session.start()
  await made.online()
  const asked = (): Element[] => peer.all('iq').filter(iq => iq.getChild('query', INFO))
  return { peer, ...made, cache, asked }
}

test('finds the community service, which is no pep, and the upload service with its limit', async () => {
  const { session } = await startOnline()
  const features = await session.features()
  expect(features.pubsubServices).toEqual(['pubsub.example.org'])
  expect(features.uploadService).toBe('upload.example.org')
  expect(features.maxUploadBytes).toBe(1_048_576)
  expect(features.software).toBe('Fake')
  expect([...features.server]).toEqual(['urn:xmpp:carbons:2'])
  expect([...features.account]).toEqual(['urn:xmpp:mam:2'])
})

test('asked once per session, however many want to know', async () => {
  const { session, asked } = await startOnline()
  const [first, second] = await Promise.all([session.features(), session.features()])
  expect(first).toBe(second)
  expect(asked()).toHaveLength(5)
})

test('a server of a thousand services is asked about twenty', async () => {
  const many = Array.from({ length: 1_000 }, (_, count) => `s${count}.example.org`)
  const { session, asked, peer } = await startOnline({}, many)
  peer.answers.set(INFO, iq => ENTITIES[attr(iq, 'to') ?? ''] ?? info(''))
  await session.features()
  expect(asked()).toHaveLength(22)
})

test('a server that has not changed is not asked again: its caps hash says so', async () => {
  const first = await startOnline({ capsVersion: 'abc=' })
  const before = await first.session.features()
  const second = await startOnline({ capsVersion: 'abc=' }, [], first.cache)
  expect(await second.session.features()).toEqual(before)
  expect(second.asked()).toEqual([])
  const changed = await startOnline({ capsVersion: 'other=' }, [], first.cache)
  await changed.session.features()
  expect(changed.asked()).toHaveLength(2)
})

test('a cut while asking, and no session to return to: fails as offline, and the next try asks anew', async () => {
  const { session, peer, state, online } = await startOnline({ resumable: false })
  peer.answers.set(INFO, () => null)
  const failed = session.features().catch((error: unknown) => error)
  await peer.until(() => peer.all('iq').some(iq => iq.getChild('query', INFO)))
  peer.link.cut()
  expect(await failed).toMatchObject({ kind: 'offline' })
  await state(({ kind }) => kind !== 'online')
  await online()
  peer.answers.set(INFO, iq => ENTITIES[attr(iq, 'to') ?? ''] ?? null)
  expect((await session.features()).software).toBe('Fake')
})

test('the clock of the server is known to half a round trip', async () => {
  const peer = await startFakePeer()
  const ahead = 600_000
  peer.answers.set(
    'urn:xmpp:time',
    () => `<time xmlns='urn:xmpp:time'><tzo>Z</tzo><utc>${new Date(Date.now() + ahead).toISOString()}</utc></time>`,
  )
  const made = testSession(peer.url)
  cleanups.push(
    () => peer.stop(),
    () => made.session.stop(),
  )
  let receivedAt = 0
  made.session.onMessage(incoming => {
    receivedAt = incoming.receivedAt
  })
  made.session.start()
  await made.online()
  // Answers come in order, and the clock was asked first.
  await made.session.request('get', null, buildPing())
  expect(Math.abs(made.session.clockOffset - ahead)).toBeLessThan(2_000)
  peer.link.stanza("<message xmlns='jabber:client' from='a@b'/>")
  await made.session.request('get', null, buildPing())
  expect(Math.abs(receivedAt - Date.now() - ahead)).toBeLessThan(2_000)
})

test('a server that tells whole seconds is never taken to be behind: what is said now does not seem to come from the future', async () => {
  const peer = await startFakePeer()
  peer.answers.set('urn:xmpp:time', () => `<time xmlns='urn:xmpp:time'><utc>${new Date().toISOString().replace(/\.\d+/, '')}</utc></time>`)
  const made = testSession(peer.url)
  cleanups.push(
    () => peer.stop(),
    () => made.session.stop(),
  )
  made.session.start()
  await made.online()
  await made.session.request('get', null, buildPing())
  // Half a round trip may be on either side.
  expect(made.session.clockOffset).toBeGreaterThan(-50)
  expect(made.session.clockOffset).toBeLessThan(1_500)
})
