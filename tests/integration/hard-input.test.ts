/** What real servers let through from others, and what they do not take from us. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { retryMessage } from '#commands/retry-message.ts'
import { sendMessage } from '#commands/send-message.ts'
import type { NodeEngine } from '#engine/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import { accountDb } from '#storage/db.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

const nested = (depth: number): string => `${"<a xmlns='urn:x'>".repeat(depth)}${'</a>'.repeat(depth)}`

/** Legal for servers, and beyond what a client should have to read. */
const HARD: [string, string][] = [
  ['65 elements deep', nested(65)],
  ['3,000 elements deep', nested(3000)],
  ['a name of 1,500 letters', `<${'n'.repeat(1500)} xmlns='urn:x'/>`],
  ['an attribute of 1,500 letters', `<x xmlns='urn:x' ${'n'.repeat(1500)}='1'/>`],
  ['an attribute of XML itself, which Prosody gives another prefix', `<x xmlns='urn:x' xml:base='https://example.org/'/>`],
  ['10,000 attributes', `<x xmlns='urn:x' ${Array.from({ length: 10_000 }, (_, index) => `a${index}='1'`).join(' ')}/>`],
  ['names of the language', `<constructor xmlns='urn:x' __proto__='1' toString='2'><__proto__/></constructor>`],
]

async function isCaughtUp({ signals }: NodeEngine): Promise<void> {
  await waitFor(() => signals.some(signal => signal.kind === 'session' && signal.state.kind === 'online' && !signal.state.catchingUp))
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('on %s', (_name, start) => {
  let server: TestServer
  const { device, witness, register, stopped } = useEngines(() => server)
  const [ben, chloe] = [jid('ben@localhost'), jid('chloe@localhost')]

  beforeAll(async () => {
    server = await start()
    await register('anna', 'ben', 'chloe', 'dora', 'ella', 'finn')
  })
  afterAll(() => server?.stop())

  const bodies = async ({ db }: NodeEngine): Promise<string[]> => (await db.messages.orderBy('order').toArray()).map(row => row.body)

  test('a stranger cannot end the connection, nor keep anybody from the archive, with what servers let through', async () => {
    const name = `${server.name}-hard`
    const reader = await device('ben', { name })
    await isCaughtUp(reader)
    const stranger = await witness('anna')
    for (const [what, payload] of HARD)
      stranger.send(`<message to='${ben}' type='chat' id='${what}'><body>${what}</body>${payload}</message>`)
    stranger.send(`<message to='${ben}' type='chat' id='last'><body>last</body></message>`)
    await waitFor(async () => (await bodies(reader)).includes('last'), { what: 'the last message' })
    const expected = [...HARD.map(([what]) => what), 'last']
    expect(await bodies(reader)).toEqual(expected)
    expect(reader.session.generation).toBe(1)
    expect(reader.notes.filter(note => note.event === 'connection ended')).toEqual([])

    const second = await device('ben', { name: `${name}-2` })
    await waitFor(async () => (await bodies(second)).length === expected.length, { what: 'the archive' })
    expect(await bodies(second)).toEqual(expected)
    expect(second.session.generation).toBe(1)
  })

  test('an element of XML itself arrives like any other; Prosody can never read its archive again after that', async () => {
    const reader = await device('chloe')
    await isCaughtUp(reader)
    const stranger = await witness('anna')
    stranger.send(`<message to='${chloe}' type='chat' id='x'><body>hard</body><xml:x/></message>`)
    await waitFor(async () => (await bodies(reader)).includes('hard'))
    expect(reader.session.generation).toBe(1)
  })

  test('what is too large for the server fails for its size, and what is behind it goes on; the rest arrives whole', async () => {
    const [writer, reader] = [await device('ella'), await device('finn')]
    await Promise.all([writer, reader].map(isCaughtUp))
    const [ella, finn] = [jid('ella@localhost'), jid('finn@localhost')]
    const large = 'x'.repeat(300_000)
    const send = (body: string): Promise<string> => sendMessage(writer.db, { me: ella, conversation: finn, body, now: Date.now() })
    const messages = [await send('before'), await send(large), await send('after')]
    const post = await publishPost(writer.db, { me: ella, service: ella, node: BLOG_NODE, title: 'large', text: large, now: Date.now() })
    const small = await publishPost(writer.db, { me: ella, service: ella, node: BLOG_NODE, title: 'small', text: '', now: Date.now() })
    writer.nudge()
    await waitFor(async () => (await writer.db.outbox.toArray()).every(row => row.state === 'failed'), {
      what: 'the outbox',
      timeoutMs: 45_000,
    })
    const rows = await writer.db.messages.bulkGet(messages)
    const posts = await writer.db.posts.bulkGet([post, small])
    const isSmallServer = server.name === 'prosody'
    expect(rows.map(row => row?.failure?.kind)).toEqual([undefined, isSmallServer ? 'too-large' : undefined, undefined])
    // ejabberd has a limit of its own for items.
    expect(posts.map(row => row?.failure?.kind)).toEqual(['too-large', undefined])
    expect(posts.map(row => [row?.state, row?.text.length])).toEqual([
      ['failed', 300_000],
      ['published', 5],
    ])
    const expected = isSmallServer ? ['before', 'after'] : ['before', large, 'after']
    await waitFor(async () => (await bodies(reader)).length === expected.length)
    expect((await bodies(reader)).map(body => body.length)).toEqual(expected.map(body => body.length))
  })

  test('a message to nobody is failed with the reason, stays so with a new session, and is tried again when told', async () => {
    const name = `${server.name}-nobody`
    const nobody = jid('nobody@localhost')
    const first = await device('dora', { name })
    await isCaughtUp(first)
    const key = await sendMessage(first.db, { me: jid('dora@localhost'), conversation: nobody, body: 'anybody?', now: Date.now() })
    first.nudge()
    const isFailed = async ({ db }: NodeEngine): Promise<boolean> => (await db.messages.get(key))?.state === 'failed'
    await waitFor(() => isFailed(first), { what: 'the refusal' })
    await waitFor(async () => (await first.db.outbox.toArray()).every(row => row.state === 'failed'), {
      what: 'the outbox',
      timeoutMs: 45_000,
    })
    expect(await first.db.messages.get(key)).toMatchObject({ failure: { condition: 'service-unavailable' } })
    await stopped(first)

    const db = accountDb(`kith:${name}`)
    await db.resume.clear()
    db.close()
    const second = await device('dora', { name, password: null })
    await isCaughtUp(second)
    expect(await second.db.messages.toArray()).toMatchObject([{ key, state: 'failed', failure: { condition: 'service-unavailable' } }])
    expect(await second.db.outbox.toArray()).toMatchObject([{ state: 'failed' }])
    await register('nobody')
    await retryMessage(second.db, key)
    second.nudge()
    const somebody = await witness('nobody')
    somebody.send('<presence/>')
    await waitFor(async () => (await second.db.messages.get(key))?.state === 'sent', { what: 'the second try' })
    expect(await somebody.archiveBodies('dora@localhost')).toEqual(['anybody?'])
    expect(await second.db.outbox.toArray()).toEqual([])
  })
})
