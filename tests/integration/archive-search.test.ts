import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveGapsWithin } from '#storage/messages.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import type { RawClient } from '../support/raw-client.ts'
import { jid, useEngines } from '../support/engines.ts'
import { waitFor } from '../support/wait-for.ts'

/** More than a new device reads of an archive at once. */
const MANY = 330
/** Words that are far down in it. */
const FAR = 40

/** The id in the archive of what has these words, once that was read. */
function archiveIdOf({ received }: RawClient, words: string): string {
  const results = received.flatMap(stanza => stanza.getChild('result', 'urn:xmpp:mam:2') ?? [])
  return results.find(result => result.toString().includes(`<body>${words}</body>`))?.attrs['id'] ?? ''
}

describe.each([
  ['prosody', startProsody],
  ['ejabberd', startEjabberd],
] as const)('the archive of %s', (name, start) => {
  let server: TestServer
  beforeAll(async () => {
    server = await start()
  })
  afterAll(() => server?.stop())
  const { device, witness, register } = useEngines(() => server)

  test('says whether it looks for words, and gives what lies far down with what is around it', async () => {
    await register('anna', 'ben')
    const ben = jid(`ben@${server.domain}`)
    const [own, other] = [await witness('anna'), await witness('ben')]
    for (let index = 0; index < MANY; index += 1)
      other.send(
        `<message to='anna@${server.domain}' type='chat' id='m${index}'><body>${index === FAR ? 'the hidden rose' : `words ${index}`}</body></message>`,
      )
    const newest = `words ${MANY - 1}`
    await waitFor(async () => (await own.archiveBodies(ben)).at(-1) === newest, { what: 'the archive to have all', timeoutMs: 60_000 })
    const anna = await device('anna')
    await waitFor(async () => (await anna.db.messages.filter(({ body }) => body === newest).count()) === 1, { what: 'the newest' })
    expect(await anna.db.messages.filter(({ body }) => body.includes('rose')).count()).toBe(0)
    expect(await anna.ask('archive-search-offered', {})).toEqual({ offered: name === 'ejabberd' })
    // With SQLite below it ejabberd has the field and does not search, which is told from finding nothing.
    if (name === 'ejabberd')
      expect(await anna.ask('search-archive', { conversation: ben, words: 'hidden', before: null })).toMatchObject({ isSearched: false })
    expect(await anna.ask('open-archived', { conversation: ben, archiveId: archiveIdOf(own, 'the hidden rose') })).toEqual({ found: true })
    const stored = await anna.db.messages.where('[conversation+order]').between([ben, -Infinity], [ben, Infinity]).toArray()
    const at = stored.findIndex(({ body }) => body === 'the hidden rose')
    expect(stored.slice(at - 2, at + 3).map(({ body }) => body)).toEqual([
      'words 38',
      'words 39',
      'the hidden rose',
      'words 41',
      'words 42',
    ])
    // By what its sender called it and when, as another device of mine that marked it tells.
    const phone = await device('anna')
    await waitFor(async () => (await phone.db.messages.filter(({ body }) => body === newest).count()) === 1, { what: 'the newest there' })
    const marked = { conversation: ben, name: `m${FAR}`, archiveId: null, sentAt: stored[at]?.sentAt ?? 0 }
    expect(await phone.ask('open-marked', marked)).toEqual({ found: true })
    expect(await phone.db.messages.filter(({ body }) => body === 'the hidden rose').count()).toBe(1)
    expect(await phone.ask('open-marked', { ...marked, name: 'nobody said this' })).toEqual({ found: false })
    const [gap, ...others] = await archiveGapsWithin(anna.db, ben, { fromOrder: -Infinity })
    expect(others).toEqual([])
    for (let isFilled = false; !isFilled;) isFilled = (await anna.ask('fill-archive-gap', { gapId: gap?.id ?? 0 })).filled
    expect(await anna.db.messages.where('[conversation+order]').between([ben, -Infinity], [ben, Infinity]).count()).toBe(MANY)
  }, 120_000)
})
