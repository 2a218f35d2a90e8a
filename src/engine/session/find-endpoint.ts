import { type BareJid, domainOf } from '#shared/jid.ts'
import { discoverEndpoint, type DiscoveryTools, type Probe } from './discovery.ts'

/** So many failures of an address that worked before, and the server is looked for again: it may have moved. */
const PATIENCE = 3

/** The address to connect to, asked at every attempt: the known one first, discovery when there is none or it keeps failing. */
export function endpointFinder(account: BareJid, known: string | null, tools: DiscoveryTools): () => Promise<string> {
  let attempts = 0
  let current = known
  return async () => {
    attempts += 1
    if (current !== null && (attempts <= PATIENCE || known !== null)) return current
    current = await discoverEndpoint(domainOf(account), tools)
    attempts = 1
    return current
  }
}

/** Tools of a browser or worker. */
export function browserTools(createSocket: (url: string) => WebSocket): DiscoveryTools {
  return {
    fetch: (url, init) => fetch(url, init),
    probe: (url, timeoutMs) => probe(createSocket, url, timeoutMs),
  }
}

function probe(createSocket: (url: string) => WebSocket, url: string, timeoutMs: number): Promise<Probe> {
  return new Promise(resolve => {
    const socket = createSocket(url)
    const finish = (result: Probe): void => {
      clearTimeout(timer)
      socket.close()
      resolve(result)
    }
    const timer = setTimeout(() => finish('timeout'), timeoutMs)
    socket.addEventListener('open', () => finish(socket.protocol === 'xmpp' ? 'xmpp' : 'not-xmpp'))
    // Only the first outcome counts; closing comes after all of them.
    for (const failure of ['error', 'close']) socket.addEventListener(failure, () => finish('refused'))
  })
}
