import { KithError } from '#shared/errors.ts'
import type { SessionTrouble } from '#model/session-state.ts'
import { parseHostMetaJson, parseHostMetaXml } from '#protocol/xep0156-host-meta.ts'
import { readElement } from './xml-reader.ts'

const STEP_MS = 5_000

/** What a look at an address came to. */
export type Probe = 'xmpp' | 'not-xmpp' | 'refused' | 'timeout'

export interface DiscoveryTools {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Opens a WebSocket with the sub-protocol `xmpp` and closes it again. */
  probe: (url: string, timeoutMs: number) => Promise<Probe>
}

/** Where servers listen when they do not say so. Never another host than the address names: that would tell strangers who signs in. */
function usualEndpoints(domain: string): string[] {
  return [`wss://${domain}:5281/xmpp-websocket`, `wss://${domain}:5443/ws`, `wss://${domain}/xmpp-websocket`, `wss://${domain}/ws`]
}

/**
 * The WebSocket address of a server from its domain alone: what the server publishes (XEP-0156), then the usual places.
 * @throws KithError whose condition is the SessionTrouble that says which step failed
 */
export async function discoverEndpoint(domain: string, tools: DiscoveryTools): Promise<string> {
  const json = await readHostMeta(`https://${domain}/.well-known/host-meta.json`, tools, async answer =>
    parseHostMetaJson(await answer.json()),
  )
  if (json.links[0]) return json.links[0]
  const xml = await readHostMeta(`https://${domain}/.well-known/host-meta`, tools, async answer =>
    parseHostMetaXml(readElement(withoutDeclaration(await answer.text()))),
  )
  if (xml.links[0]) return xml.links[0]

  const candidates = usualEndpoints(domain)
  const probes = await Promise.all(candidates.map(url => tools.probe(url, STEP_MS)))
  const found = candidates.find((_, index) => probes[index] === 'xmpp')
  if (found) return found
  const trouble = troubleOf([json.trouble, xml.trouble], probes)
  throw new KithError('not-found', `no WebSocket endpoint found for ${domain}`, { condition: trouble })
}

interface HostMeta {
  links: string[]
  trouble: SessionTrouble | null
}

async function readHostMeta(url: string, tools: DiscoveryTools, parse: (answer: Response) => Promise<string[]>): Promise<HostMeta> {
  const init: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(STEP_MS) }
  try {
    const answer = await tools.fetch(url, init)
    if (!answer.ok) return { links: [], trouble: 'no-endpoint' }
    const links = await parse(answer)
    return { links, trouble: links.length > 0 ? null : 'no-endpoint' }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return { links: [], trouble: 'timeout' }
    // A file that is no host-meta: a captive portal or a plain web site.
    if (!(error instanceof TypeError)) return { links: [], trouble: 'no-endpoint' }
    return { links: [], trouble: await whyUnreadable(url, tools) }
  }
}

/** A request without CORS tells "it is there, but we may not read it" from "it is not there": the browser says neither. */
async function whyUnreadable(url: string, { fetch }: DiscoveryTools): Promise<SessionTrouble> {
  try {
    await fetch(url, { mode: 'no-cors', credentials: 'omit', referrerPolicy: 'no-referrer', signal: AbortSignal.timeout(STEP_MS) })
    return 'cors'
  } catch {
    return 'refused'
  }
}

/** The one reason that helps most: what the server's owner can mend comes before what nobody knows. */
function troubleOf(files: readonly (SessionTrouble | null)[], probes: readonly Probe[]): SessionTrouble {
  if (files.includes('cors')) return 'cors'
  if (probes.includes('not-xmpp')) return 'not-xmpp'
  if (files.every(trouble => trouble === 'refused')) return 'refused'
  return files.includes('timeout') && probes.every(probe => probe === 'timeout') ? 'timeout' : 'no-endpoint'
}

/** A file may begin with an XML declaration; a frame, which our reader is made for, may not. */
function withoutDeclaration(xml: string): string {
  return xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').trim()
}
