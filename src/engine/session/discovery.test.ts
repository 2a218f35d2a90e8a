import { describe, expect, test } from 'vitest'
import { KithError } from '#shared/errors.ts'
import { discoverEndpoints, type DiscoveryTools, type Probe } from './discovery.ts'

const JSON_FILE = 'https://example.org/.well-known/host-meta.json'
const XML_FILE = 'https://example.org/.well-known/host-meta'
const link = (href: string) => ({ rel: 'urn:xmpp:alt-connections:websocket', href })
const json = (...hrefs: string[]): Response => Response.json({ links: hrefs.map(link) })
const xml = (...hrefs: string[]): Response =>
  new Response(
    `<?xml version='1.0' encoding='utf-8'?>\n<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>` +
      `<Link rel='urn:xmpp:alt-connections:xbosh' href='https://example.org/bosh'/>` +
      `${hrefs.map(href => `<Link rel='urn:xmpp:alt-connections:websocket' href='${href}'/>`).join('')}</XRD>`,
  )

type Answer = () => Response
const blocked: Answer = () => {
  throw new TypeError('Failed to fetch')
}
const node =
  (code: string): Answer =>
  () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) })
  }
const slow: Answer = () => {
  throw new DOMException('timed out', 'TimeoutError')
}
const missing: Answer = () => new Response('', { status: 404 })

interface World {
  files?: Record<string, Answer>
  /** What an ordinary request, whose answer nobody may read, comes to. */
  unread?: Answer
  probes?: Record<string, Probe>
  otherwise?: Probe
}

function tools({ files = {}, unread = blocked, probes = {}, otherwise = 'refused' }: World) {
  const asked: string[] = []
  const found: DiscoveryTools = {
    fetch: async (url, init) => {
      asked.push(init.mode === 'no-cors' ? `no-cors ${url}` : url)
      return init.mode === 'no-cors' ? unread() : (files[url] ?? blocked)()
    },
    probe: async url => {
      asked.push(url)
      return probes[url] ?? otherwise
    },
  }
  return { ...found, asked }
}

async function trouble(world: World): Promise<string | null> {
  const error: unknown = await discoverEndpoints('example.org', tools(world)).catch((thrown: unknown) => thrown)
  if (!(error instanceof KithError)) throw new Error(`not a KithError: ${String(error)}`)
  return error.condition
}

describe('what the server publishes comes first', () => {
  test('host-meta.json is enough', async () => {
    const found = tools({ files: { [JSON_FILE]: () => json('wss://a.example/ws', 'wss://b.example/ws') } })
    expect(await discoverEndpoints('example.org', found)).toEqual(['wss://a.example/ws', 'wss://b.example/ws'])
    expect(found.asked).toEqual([JSON_FILE])
  })

  test('then the XML form, with its declaration', async () => {
    const found = tools({ files: { [JSON_FILE]: missing, [XML_FILE]: () => xml('wss://example.org/ws') } })
    expect(await discoverEndpoints('example.org', found)).toEqual(['wss://example.org/ws'])
    expect(found.asked).toEqual([JSON_FILE, XML_FILE])
  })

  test('then the usual places of this very host, and only those that answer as XMPP', async () => {
    const found = tools({
      files: { [JSON_FILE]: missing, [XML_FILE]: missing },
      probes: { 'wss://example.org:5443/ws': 'xmpp', 'wss://example.org/ws': 'not-xmpp' },
    })
    expect(await discoverEndpoints('example.org', found)).toEqual(['wss://example.org:5443/ws'])
    expect(found.asked.every(url => new URL(url).hostname === 'example.org')).toBe(true)
  })

  test.each([
    ['unencrypted', () => json('ws://example.org/ws')],
    ['of another kind', () => json('https://example.org/bosh', 'javascript:alert(1)', 'not a url')],
    ['no list', () => Response.json({ links: { rel: 'x' } })],
    ['nothing', () => Response.json(null)],
    ['a web page', () => new Response('<!doctype html><p>Please log in to the hotel network')],
    ['huge', () => new Response(`{"links":[${'{"rel":"x"},'.repeat(20_000)}{}]}`)],
  ])('a file with links that are %s is no answer', async (_name, file) => {
    const found = tools({ files: { [JSON_FILE]: file, [XML_FILE]: () => xml('wss://good.example/ws') } })
    expect(await discoverEndpoints('example.org', found)).toEqual(['wss://good.example/ws'])
  })

  test.each([
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>`],
    ['another root', `<links><Link rel='urn:xmpp:alt-connections:websocket' href='wss://bad.example/ws'/></links>`],
    ['an open end', `<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'>`],
  ])('an XML file with %s is no answer', async (_name, text) => {
    expect(await trouble({ files: { [JSON_FILE]: missing, [XML_FILE]: () => new Response(text) } })).toBe('no-endpoint')
  })
})

test.each<[string, World, string]>([
  ['nothing answers at all', {}, 'refused'],
  ['a web site that knows nothing of XMPP', { files: { [JSON_FILE]: missing, [XML_FILE]: missing } }, 'no-endpoint'],
  ['a site that is there and may not be read', { unread: () => new Response() }, 'cors'],
  ['one file may not be read, the other says there is no address', { files: { [XML_FILE]: () => xml() }, unread: missing }, 'no-endpoint'],
  ['a WebSocket that speaks something else', { probes: { 'wss://example.org/ws': 'not-xmpp' } }, 'not-xmpp'],
  ['a host that swallows everything', { files: { [JSON_FILE]: slow, [XML_FILE]: slow }, otherwise: 'timeout' }, 'timeout'],
  ['a certificate for another name', { files: { [JSON_FILE]: node('ERR_TLS_CERT_ALTNAME_INVALID') } }, 'tls'],
  ['a name that no name server knows', { files: { [JSON_FILE]: node('ENOTFOUND'), [XML_FILE]: node('ENOTFOUND') } }, 'unknown-host'],
])('%s', async (_name, world, expected) => {
  expect(await trouble(world)).toBe(expected)
})

test('no request tells who asks', async () => {
  const inits: RequestInit[] = []
  const found = tools({})
  await discoverEndpoints('example.org', {
    ...found,
    fetch: (url, init) => {
      inits.push(init)
      return found.fetch(url, init)
    },
  }).catch(() => undefined)
  expect(inits.length).toBeGreaterThanOrEqual(4)
  for (const init of inits)
    expect(init).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', signal: expect.any(AbortSignal) })
})
