import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newConversation } from '#model/conversation.ts'
import type { Message } from '#model/message.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'
import type { AccountDb } from '#storage/schema.ts'
import { exportConversation } from './export-conversation.ts'
import { jsonWriter } from './json-writer.ts'

const [me, ada] = ['me@example.org', 'ada@example.org'].map(parseBareJid) as [BareJid, BareJid]
const NOON = Date.UTC(2026, 5, 1, 12)

let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:export-${Math.random()}`)
})
afterEach(async () => {
  vi.unstubAllGlobals()
  await db.delete()
})

const message = (minute: number, fields: Partial<Message> = {}): Message => ({
  key: `m${minute}`,
  conversation: ada,
  direction: 'in',
  from: ada,
  body: `minute ${minute}`,
  order: NOON + minute * 60_000,
  sentAt: NOON + minute * 60_000,
  state: 'received',
  failure: null,
  originId: `id-${minute}`,
  archiveId: null,
  aliases: [],
  wantsReceipt: false,
  markable: false,
  ...fields,
})
const file = (url: string, title: string, mediaType = 'image/png') => ({ url, title, mediaType, bytes: 3, width: 1, height: 1, alt: '' })

async function run({ withMedia = false, complete = true, signal = new AbortController().signal, onProgress = vi.fn() } = {}) {
  const conversation = { ...newConversation(ada, NOON), historyComplete: complete }
  const head = { me, jid: ada, name: 'Ada', at: NOON }
  return await exportConversation(db, { conversation, head, myName: 'Me', writer: jsonWriter(), withMedia, signal, onProgress })
}
const messagesIn = async (blob: Blob): Promise<{ text?: string; missing?: string }[]> =>
  (JSON.parse(await blob.text()) as { messages: { text?: string; missing?: string }[] }).messages

test('all of it comes in its order, in pieces, with how far it is', async () => {
  await db.messages.bulkAdd(Array.from({ length: 1_001 }, (_, minute) => message(minute)))
  await db.messages.add(message(5, { key: 'other', conversation: me }))
  const onProgress = vi.fn()
  const { blob, messages, extension } = await run({ onProgress })
  expect([messages, extension]).toEqual([1_001, 'json'])
  expect((await messagesIn(blob)).map(({ text }) => text)).toEqual(Array.from({ length: 1_001 }, (_, minute) => `minute ${minute}`))
  expect(onProgress.mock.calls.at(0)).toEqual([250, 1_001])
  expect(onProgress.mock.calls.at(-1)).toEqual([1_001, 1_001])
})

test('where something is not on this device it says so: before all of it, between, and behind', async () => {
  await db.messages.bulkAdd([message(1), message(2), message(9)])
  const gap = (older: number, newer: number) => ({
    archive: me,
    olderId: `a${older}`,
    newerId: `b${newer}`,
    olderOrder: NOON + older * 60_000,
    newerOrder: NOON + newer * 60_000,
  })
  await db.archiveGaps.bulkAdd([gap(2, 9), gap(9, 20)])
  const { blob } = await run({ complete: false })
  expect((await messagesIn(blob)).map(({ text, missing }) => text ?? missing)).toEqual([
    'older messages',
    'minute 1',
    'minute 2',
    'messages between',
    'minute 9',
    'messages between',
  ])
})

test('stopped, it ends', async () => {
  await db.messages.bulkAdd(Array.from({ length: 600 }, (_, minute) => message(minute)))
  const controller = new AbortController()
  await expect(run({ signal: controller.signal, onProgress: vi.fn(() => controller.abort()) })).rejects.toThrow()
})

test('with media: what may be loaded is loaded, once and without a trace of who asks; what would run bears another name', async () => {
  await db.contacts.put({ jid: ada, name: '', subscription: 'both', ask: false, groups: [] })
  const asked = vi.fn(async (url: string) => {
    if (url.includes('refused')) throw new TypeError('CORS')
    return new Response('abc')
  })
  vi.stubGlobal('fetch', asked)
  const stranger = parseBareJid('eve@example.net') as BareJid
  await db.messages.bulkAdd([
    message(1, { files: [file('https://x.example/1.png', '../a/harbour.png'), file('https://x.example/refused.png', 'b.png')] }),
    message(2, { files: [file('https://x.example/1.png', 'again.png'), file('https://x.example/3', 'evil.html', 'text/html')] }),
    message(3, { from: stranger, files: [file('https://stranger.example/4.png', 'c.png')] }),
    message(4, { retracted: true, files: [file('https://x.example/5.png', 'd.png')] }),
  ])
  const { blob, extension, left } = await run({ withMedia: true })
  const zip = await blob.text()
  expect([extension, left]).toEqual(['zip', 2])
  expect(asked.mock.calls.map(([url]) => url)).toEqual(['https://x.example/1.png', 'https://x.example/refused.png', 'https://x.example/3'])
  expect(asked.mock.calls[0]?.at(1)).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' })
  expect(zip.match(/"path":(null|"[^"]*")/g)).toEqual([
    '"path":"media/001 harbour.png"',
    '"path":null',
    '"path":"media/001 harbour.png"',
    '"path":"media/002 evil.html.txt"',
    '"path":null',
  ])
  expect(zip).toContain('messages.json')
})
