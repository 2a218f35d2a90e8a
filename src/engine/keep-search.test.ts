import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '#model/message.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { isSearchIndexWhole } from '#storage/search-index.ts'
import type { EngineContext } from './context.ts'
import { keepSearch } from './keep-search.ts'

let db: AccountDb
let stop: (() => Promise<void>) | undefined

beforeEach(() => {
  db = accountDb(`kith:keep-search-${Math.random()}`)
})
afterEach(async () => {
  await stop?.()
  await db.delete()
})

function message(key: string, body: string): Message {
  return { key, conversation: 'a@b', direction: 'in', from: 'a@b', body, order: 1, sentAt: 1, aliases: [] } as never
}

function start(): void {
  stop = keepSearch({ db, note: () => undefined } as unknown as EngineContext).stop
}

const words = async (): Promise<string> => (await db.searchSegments.toArray()).map(segment => segment.words).join('\n')
const waitForWords = (text: string) => vi.waitFor(async () => expect(await words()).toContain(text), 5_000)

test('what was there and what comes is read, from this context and from another', async () => {
  await db.messages.put(message('m', 'before'))
  start()
  await waitForWords('before')
  await db.messages.put(message('n', 'meanwhile'))
  await waitForWords('meanwhile')
  const page = accountDb(db.name)
  await page.messages.put(message('o', 'by the page'))
  await waitForWords('by the page')
  page.close()
})

test('it goes on where it was stopped, and mends what was damaged meanwhile', async () => {
  await db.messages.put(message('m', 'first'))
  start()
  await waitForWords('first')
  await stop?.()
  await db.messages.put(message('n', 'second'))
  expect(await words()).not.toContain('second')
  await db.searchEntries.clear()
  start()
  await waitForWords('second')
  await vi.waitFor(async () => expect(await isSearchIndexWhole(db)).toBe(true), 5_000)
  expect(await words()).toContain('first')
})

test('an index that turns out to be damaged while it is written is written anew', async () => {
  await db.messages.put(message('m', 'first'))
  start()
  await waitForWords('first')
  await db.searchSegments.toCollection().modify({ facts: '' })
  await db.messages.update('m', { body: 'changed' })
  await waitForWords('changed')
  expect(await isSearchIndexWhole(db)).toBe(true)
})
