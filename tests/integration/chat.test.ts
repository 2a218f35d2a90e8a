import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

async function bodies(engine: NodeEngine, conversation: BareJid): Promise<string[]> {
  const rows = await engine.db.messages.where('[conversation+order]').between([conversation, -Infinity], [conversation, Infinity]).toArray()
  return rows.map(row => row.body)
}

async function isCaughtUp(engine: NodeEngine): Promise<void> {
  await waitFor(() =>
    engine.signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp),
  )
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('chats on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register, stopped } = useEngines(() => server)

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe', 'dora', 'ella', 'finn')
  })
  afterAll(() => server?.stop())

  const [anna, ben, chloe, dora] = [jid('anna@localhost'), jid('ben@localhost'), jid('chloe@localhost'), jid('dora@localhost')]
  const [ella, finn] = [jid('ella@localhost'), jid('finn@localhost')]

  test('a message arrives live, on every device of both sides, and its own archive copy is the same row', async () => {
    const [here, there, otherThere] = [await device('anna'), await device('ben'), await device('ben')]
    await Promise.all([here, there, otherThere].map(isCaughtUp))
    await sendMessage(here.db, { me: anna, conversation: ben, body: 'hello', now: Date.now() })
    here.nudge()
    await waitFor(async () => (await bodies(there, anna)).length === 1 && (await bodies(otherThere, anna)).length === 1)
    expect(await bodies(otherThere, anna)).toEqual(['hello'])

    await sendMessage(there.db, { me: ben, conversation: anna, body: 'hello back', now: Date.now() })
    there.nudge()
    await waitFor(async () => (await bodies(here, ben)).length === 2 && (await bodies(otherThere, anna)).length === 2)
    expect(await bodies(otherThere, anna)).toEqual(['hello', 'hello back'])
    await waitFor(async () => (await there.db.messages.toArray()).every(row => row.state !== 'queued'))
    const conversation = await here.db.conversations.get(ben)
    expect(conversation).toMatchObject({ preview: 'hello back', unread: 1 })
  })

  test('what was written while the device was away is there once after it is back, in the order of the archive', async () => {
    const first = await device('chloe', { name: `${server.name}-away` })
    await isCaughtUp(first)
    const stranger = await witness('dora')
    stranger.send(`<message to='${chloe}' type='chat' id='a1'><body>before</body></message>`)
    await waitFor(async () => (await bodies(first, dora)).length === 1)
    await stopped(first)

    const missed = Array.from({ length: 250 }, (_, index) => `missed ${index}`)
    for (const [index, body] of missed.entries())
      stranger.send(`<message to='${chloe}' type='chat' id='m${index}'><body>${body}</body></message>`)
    const reader = await witness('chloe')
    await waitFor(async () => (await reader.archiveBodies(dora)).length === 251, { timeoutMs: 60_000, everyMs: 500 })

    const second = await device('chloe', { name: `${server.name}-away`, password: null })
    await waitFor(async () => (await bodies(second, dora)).length === 251, { timeoutMs: 30_000 })
    expect(await bodies(second, dora)).toEqual(['before', ...missed])
    await waitFor(async () => (await second.db.archiveGaps.toArray()).length === 0)
    expect((await second.db.conversations.get(dora))?.unread).toBe(251)
  })

  test('what was written without a connection stands behind what others wrote meanwhile, and leaves that unread', async () => {
    const name = `${server.name}-late`
    const first = await device('ella', { name })
    await isCaughtUp(first)
    await stopped(first)
    const db = accountDb(`kith:${name}`)
    for (const body of ['late 1', 'late 2']) await sendMessage(db, { me: ella, conversation: finn, body, now: Date.now() - 60_000 })
    db.close()
    const friend = await witness('finn')
    const archive = await witness('ella')
    for (const body of ['meanwhile 1', 'meanwhile 2'])
      friend.send(`<message to='${ella}' type='chat' id='${body}'><body>${body}</body></message>`)
    await waitFor(async () => (await archive.archiveBodies(finn)).length === 2)

    const second = await device('ella', { name, password: null })
    const expected = ['meanwhile 1', 'meanwhile 2', 'late 1', 'late 2']
    await waitFor(async () => (await archive.archiveBodies(finn)).length === 4)
    await waitFor(async () => (await bodies(second, finn)).join() === expected.join(), { what: 'the order of the archive' })
    expect(await archive.archiveBodies(finn)).toEqual(expected)
    expect(await second.db.conversations.get(finn)).toMatchObject({ preview: 'late 2', unread: 2 })
  })
})
