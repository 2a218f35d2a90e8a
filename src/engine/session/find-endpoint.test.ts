import { expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { DiscoveryTools } from './discovery.ts'
import { browserTools, endpointFinder } from './find-endpoint.ts'

const account = parseBareJid('juliet@example.org') as BareJid
const none = { account, typed: null, configured: () => null, last: null }

function published(...hrefs: string[]): DiscoveryTools & { lookups: number } {
  const tools = {
    lookups: 0,
    fetch: async (url: string) => {
      tools.lookups += url.endsWith('.json') ? 1 : 0
      if (hrefs.length === 0) throw new TypeError('Failed to fetch')
      return Response.json({ links: hrefs.map(href => ({ rel: 'urn:xmpp:alt-connections:websocket', href })) })
    },
    probe: async () => 'refused' as const,
  }
  return tools
}

async function take(count: number, find: () => Promise<string>): Promise<string[]> {
  const urls: string[] = []
  for (let index = 0; index < count; index += 1) urls.push(await find())
  return urls
}

test('what was typed comes before what the host of the page set, and that before what worked the last time', async () => {
  const finder = endpointFinder({ account, typed: 'wss://typed', configured: () => 'wss://set', last: 'wss://last' }, published())
  expect(await take(3, () => finder.find())).toEqual(['wss://typed', 'wss://set', 'wss://last'])
})

test('a known address needs no discovery, until it keeps failing', async () => {
  const tools = published('wss://moved')
  const finder = endpointFinder({ ...none, last: 'wss://last' }, tools)
  expect(await take(3, () => finder.find())).toEqual(['wss://last', 'wss://last', 'wss://last'])
  expect(tools.lookups).toBe(0)
  expect(await finder.find()).toBe('wss://moved')
  expect(finder.worked()).toBe('wss://moved')
  expect(await finder.find()).toBe('wss://moved')
  expect(tools.lookups).toBe(1)
})

test('what the host of the page sets while we run is used at the next attempt', async () => {
  let set: string | null = null
  const finder = endpointFinder({ ...none, configured: () => set, last: 'wss://last' }, published())
  expect(await finder.find()).toBe('wss://last')
  set = 'wss://set'
  expect(await take(2, () => finder.find())).toContain('wss://set')
})

test('of several published addresses one that fails is not the only one tried', async () => {
  const finder = endpointFinder(none, published('wss://one', 'wss://two'))
  expect(new Set(await take(3, () => finder.find()))).toEqual(new Set(['wss://one', 'wss://two']))
})

test('a server that cannot be found again leaves the known address, and its own failure is told', async () => {
  const finder = endpointFinder({ ...none, last: 'wss://last' }, published())
  expect(new Set(await take(8, () => finder.find()))).toEqual(new Set(['wss://last']))
})

test('nothing known and nothing found is told by name', async () => {
  const finder = endpointFinder(none, published())
  await expect(finder.find()).rejects.toMatchObject({ condition: 'refused' })
})

test('a socket the browser refuses to make is a server that does not answer', async () => {
  const { probe } = browserTools(() => {
    throw new DOMException('mixed content', 'SecurityError')
  })
  expect(await probe('wss://example.org/ws', 1_000)).toBe('refused')
})
