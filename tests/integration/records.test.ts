import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { setRecord } from '#commands/set-record.ts'
import type { NodeEngine } from '#engine/node.ts'
import { muteIdOf } from '#model/mute.ts'
import { RECORDS_NODE } from '#protocol/kith-records.ts'
import { accountDb } from '#storage/db.ts'
import { listMutes } from '#storage/mutes.ts'
import { recordValue } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { befriend } from '../support/befriend.ts'
import { useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const PUBSUB = 'http://jabber.org/protocol/pubsub'

async function mute(db: AccountDb, word: string, until: number | null = null, now = Date.now()): Promise<void> {
  await setRecord(db, { kind: 'mute', id: muteIdOf({ what: 'word', target: word }), value: { what: 'word', target: word, until }, now })
}
async function unmute(db: AccountDb, word: string): Promise<void> {
  await setRecord(db, { kind: 'mute', id: muteIdOf({ what: 'word', target: word }), value: null, now: Date.now() })
}
async function readAt(db: AccountDb, offset: number, now: number): Promise<void> {
  await setRecord(db, { kind: 'position', id: 'all', value: { postKey: 'a/b/c' as never, sortAt: 1, offset }, now })
}

const words = async ({ db }: NodeEngine): Promise<string[]> => (await listMutes(db)).map(({ target }) => target).toSorted()
const muting = (engine: NodeEngine, ...wanted: string[]): Promise<void> =>
  waitFor(async () => JSON.stringify(await words(engine)) === JSON.stringify(wanted), { what: `${wanted.join(', ')} to be muted` })
const isSettled = (engine: NodeEngine): Promise<void> =>
  waitFor(async () => (await engine.db.outbox.count()) === 0, { what: 'an empty outbox' })
const offsetIn = async ({ db }: NodeEngine): Promise<number | undefined> => (await recordValue(db, 'position', 'all'))?.offset

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('what my devices agree on, on %s', (kind, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server.stop())
  const { device, witness, register, stopped } = useEngines(() => server)

  test('is told within seconds, in both directions, changed and taken away, and nobody else can read it', async () => {
    await register('anna', 'emil')
    const [desk, phone] = [await device('anna'), await device('anna')]
    await mute(desk.db, 'cake')
    desk.nudge()
    await muting(phone, 'cake')
    await mute(phone.db, 'bread', 5)
    phone.nudge()
    await muting(desk, 'bread', 'cake')
    await unmute(phone.db, 'cake')
    phone.nudge()
    await muting(desk, 'bread')
    await Promise.all([isSettled(desk), isSettled(phone)])
    expect(await phone.db.records.toArray()).toEqual(await desk.db.records.toArray())

    const [own, contact] = [await witness('anna'), await witness('emil')]
    await befriend(own, contact)
    const read = `<pubsub xmlns='${PUBSUB}'><items node='${RECORDS_NODE}'/></pubsub>`
    expect(String(await own.iq('get', `anna@${server.domain}`, read))).toContain('bread')
    expect((await contact.iq('get', `anna@${server.domain}`, read)).attrs['type']).toBe('error')
  })

  test('is the same after one was away: the later change holds, whoever tells it last, and what was taken away stays away', async () => {
    await register('chloe')
    const name = `chloe-phone-${kind}`
    const desk = await device('chloe')
    const phone = await device('chloe', { name })
    await mute(desk.db, 'one')
    await mute(desk.db, 'two')
    desk.nudge()
    await muting(phone, 'one', 'two')
    await stopped(phone)
    await unmute(desk.db, 'two')
    const now = Date.now()
    await readAt(desk.db, 20, now + 20)
    desk.nudge()
    await isSettled(desk)
    // In the dark, and the server has forgotten the stream. One change is older than the desk's, the other is not in its way.
    const db = accountDb(`kith:${name}`)
    await db.resume.clear()
    await mute(db, 'three')
    await readAt(db, 10, now + 10)
    db.close()
    const again = await device('chloe', { name })
    await muting(again, 'one', 'three')
    await muting(desk, 'one', 'three')
    await isSettled(again)
    expect([await offsetIn(again), await offsetIn(desk)]).toEqual([20, 20])
    await readAt(again.db, 30, now)
    again.nudge()
    await waitFor(async () => (await offsetIn(desk)) === 30, { what: 'the new place' })
  })
})
