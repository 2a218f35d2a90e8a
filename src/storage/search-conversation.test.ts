import { afterEach, beforeEach, expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import type { AccountDb } from './schema.ts'
import { searchConversation, storedPart } from './search-conversation.ts'
import { indexSlice } from './search-index.ts'

const [me, ada, ben] = ['me', 'ada', 'ben'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]
const MINUTE = 60_000
const start = new Date(2026, 2, 1).getTime()

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:search-conversation-${Math.random()}`)
  const say = (minute: number, conversation: BareJid, from: BareJid, body: string) => {
    const at = start + minute * MINUTE
    return { key: `m${minute}`, conversation, from, body, direction: from === me ? 'out' : 'in', order: at, sentAt: at, aliases: [] }
  }
  await db.messages.bulkPut([
    say(0, ada, ada, 'Old roses want little'),
    say(1, ben, ben, 'Roses are red'),
    say(2, ada, me, 'The roses, old as they are'),
    say(3, ada, ada, 'Roséwine, https://example.org'),
  ] as never)
  while (await indexSlice(db));
})
afterEach(() => db.delete())

test.each([
  ['roses', ['m2', 'm0'], 'words, newest first, and of this conversation only'],
  ['rose', ['m3', 'm2', 'm0'], 'the last word as far as it is typed'],
  ['"old roses"', ['m0'], 'a phrase'],
  ['roses author:me', ['m2'], 'a filter beside a word'],
  ['has:link', ['m3'], 'a filter alone'],
  ['before:2026-03-01', [], 'a filter nothing fits'],
  ['([', [], 'signs alone'],
  ['', [], 'nothing'],
])('%s finds %j: %s', async (typed, keys) => {
  const { found } = await searchConversation(db, { conversation: ada, me, typed, limit: 10 })
  expect(found.map(({ key }) => key)).toEqual(keys)
})

test('what is here begins with the oldest message, and holes behind it are known', async () => {
  expect(await storedPart(db, ada)).toEqual({ since: start, hasHoles: false })
  await db.archiveGaps.add({ archive: me, olderId: null, newerId: 'a', olderOrder: -Infinity, newerOrder: start + MINUTE })
  expect(await storedPart(db, ada)).toMatchObject({ hasHoles: false })
  await db.archiveGaps.add({ archive: me, olderId: 'a', newerId: 'b', olderOrder: start + MINUTE, newerOrder: start + 2 * MINUTE })
  expect(await storedPart(db, ada)).toMatchObject({ hasHoles: true })
  expect(await storedPart(db, me)).toEqual({ since: undefined, hasHoles: false })
})
