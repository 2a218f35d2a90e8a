import { KithError } from '#shared/errors.ts'
import { type BareJid, domainOf } from '#shared/jid.ts'
import { discoverEndpoints, type DiscoveryTools, type Probe } from './discovery.ts'

/** So many failures of addresses that should work, and the server is looked for again: it may have moved. */
const PATIENCE = 3

export interface EndpointFinder {
  /**
   * The address to connect to, asked at every attempt.
   * @throws KithError whose condition is a SessionTrouble
   */
  find(): Promise<string>
  /** The address given last led to a session: it comes first from now on. @returns it */
  worked(): string | null
}

export interface KnownEndpoints {
  account: BareJid
  /** Typed just now. */
  typed: string | null
  /** Set by whoever hosts the page, looked up at every attempt. */
  configured: () => string | null
  /** Led to a session the last time. */
  last: string | null
}

/** Known addresses one after the other, the most deliberate first; discovery where there is none or where they keep failing. */
export function endpointFinder({ account, typed, configured, last }: KnownEndpoints, tools: DiscoveryTools): EndpointFinder {
  let failures = 0
  let current: string | null = null
  let proven: string | null = null
  let discovered: string[] = []

  const known = (): string[] => {
    const choices = [proven, typed, configured(), last, ...discovered]
    return [...new Set(choices.filter((url): url is string => url !== null && url !== ''))]
  }

  /** @returns what is new; undefined where what is known has to do */
  const discover = async (): Promise<string | undefined> => {
    try {
      discovered = await discoverEndpoints(domainOf(account), tools)
      return discovered[0]
    } catch (error) {
      // The failure of a known address says more than that no other was found.
      if (known().length === 0) throw error
      return undefined
    }
  }

  return {
    async find() {
      const isLost = failures > 0 && failures % PATIENCE === 0
      const found = isLost || known().length === 0 ? await discover() : undefined
      const choices = known()
      const url = found ?? choices[failures % choices.length]
      if (url === undefined) throw new KithError('not-found', 'no address', { condition: 'no-endpoint' })
      failures += 1
      current = url
      return url
    },
    worked() {
      failures = 0
      proven = current
      return current
    },
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
    const socket = tryCreate(createSocket, url)
    if (!socket) return resolve('refused')
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

/** A browser throws for what it would not even try. */
function tryCreate(createSocket: (url: string) => WebSocket, url: string): WebSocket | undefined {
  try {
    return createSocket(url)
  } catch (error) {
    if (error instanceof DOMException || error instanceof SyntaxError) return undefined
    throw error
  }
}
