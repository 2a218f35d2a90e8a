import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import { muteIdOf } from '#model/mute.ts'
import { accountDb } from '#storage/db.ts'
import { feedKeys } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { jid } from '../../tests/support/screen.tsx'
import { node, post } from '../../tests/support/posts.ts'
import type { EngineContext } from './context.ts'
import { keepMutes } from './keep-mutes.ts'

const me = jid('me@example.org')
let db: AccountDb
let stop: (() => Promise<void>) | undefined
let now = 1000

beforeEach(async () => {
  now = 1000
  db = accountDb(`kith:keep-mutes-${Math.random()}`)
  await db.nodes.put(node(jid('bela@example.org'), 'urn:xmpp:microblog:0', { followed: 1 }))
  await db.posts.bulkPut([post('cake', { text: 'cake' }), post('bread', { text: 'bread' })])
})
afterEach(async () => {
  await stop?.()
  await db.delete()
})

function start(): void {
  stop = keepMutes({ db, account: me, now: () => now, note: () => undefined } as unknown as EngineContext).stop
}

const mute = (word: string, until: number | null = null): Promise<void> =>
  setRecord(db, { kind: 'mute', id: muteIdOf({ what: 'word', target: word }), value: { what: 'word', target: word, until }, now })
const unmute = (word: string): Promise<void> =>
  setRecord(db, { kind: 'mute', id: muteIdOf({ what: 'word', target: word }), value: null, now })
const inFeed = async (): Promise<string[]> => (await feedKeys(db, 'all', 9)).map(({ key }) => key.split('/')[2] ?? '')
const feeds = (...ids: string[]): Promise<void> => vi.waitFor(async () => expect(new Set(await inFeed())).toEqual(new Set(ids)), 5_000)

test('what is muted by the page or by another device leaves the feed at once, and comes back with the mute', async () => {
  start()
  await mute('cake')
  await feeds('bread')
  await mute('bread')
  await feeds()
  await unmute('cake')
  await feeds('cake')
})

test('what was muted while nobody looked is found at the start', async () => {
  await mute('cake')
  start()
  await feeds('bread')
})

test('when its time is over it comes back by itself, also while nobody looked', async () => {
  await mute('cake', 1200)
  await mute('bread', 5000)
  start()
  await feeds()
  now = 1200
  await feeds('cake')
  await stop?.()
  now = 6000
  start()
  await feeds('bread', 'cake')
})
