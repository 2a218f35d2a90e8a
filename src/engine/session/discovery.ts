import { KithError } from '#shared/errors.ts'
import type { SessionTrouble } from '#model/session-state.ts'
import { parseHostMetaJson, parseHostMetaXml } from '#protocol/xep0156-host-meta.ts'
import { readElement } from './xml-reader.ts'
import { XmlFault } from './xml-fault.ts'

const STEP_MS = 5_000
/** A host-meta file has a handful of links. */
const MAX_FILE_BYTES = 65_536

/** What a look at an address came to. */
export type Probe = 'xmpp' | 'not-xmpp' | 'refused' | 'timeout'

export interface DiscoveryTools {
  fetch: (url: string, init: RequestInit) => Promise<Response>
  /** Opens a WebSocket with the sub-protocol `xmpp` and closes it again. Never rejects. */
  probe: (url: string, timeoutMs: number) => Promise<Probe>
}

/** Where servers listen when they do not say so. Never another host than the address names: that would tell strangers who signs in. */
function usualEndpoints(domain: string): string[] {
  return [`wss://${domain}:5281/xmpp-websocket`, `wss://${domain}:5443/ws`, `wss://${domain}/xmpp-websocket`, `wss://${domain}/ws`]
}

/**
 * The WebSocket addresses of a server from its domain alone, the likeliest first: what the server publishes (XEP-0156), else the usual
 * places that answer.
 * @throws KithError whose condition is the SessionTrouble that says which step failed
 */
export async function discoverEndpoints(domain: string, tools: DiscoveryTools): Promise<string[]> {
  const faults: FileFault[] = []
  for (const file of hostMetaFiles(domain)) {
    const links = await readHostMeta(file, tools)
    if (typeof links === 'object') return links
    faults.push(links)
  }
  const candidates = usualEndpoints(domain)
  const probes = await Promise.all(candidates.map(url => tools.probe(url, STEP_MS)))
  const found = candidates.filter((_, index) => probes[index] === 'xmpp')
  if (found.length > 0) return found
  const condition = await diagnose(domain, faults, probes, tools)
  throw new KithError('not-found', `no WebSocket endpoint found for ${domain}`, { condition })
}

interface HostMetaFile {
  url: string
  parse: (text: string) => string[]
}

function hostMetaFiles(domain: string): HostMetaFile[] {
  const url = `https://${domain}/.well-known/host-meta`
  return [
    { url: `${url}.json`, parse: text => parseHostMetaJson(JSON.parse(text)) },
    { url, parse: text => parseHostMetaXml(readElement(withoutDeclaration(text))) },
  ]
}

/** Why a file gave no address: it is there without one, or cannot be read, or nothing came in time, or the network's own word for it. */
type FileFault = 'no-endpoint' | 'unreadable' | 'timeout' | 'tls' | 'unknown-host'

async function readHostMeta({ url, parse }: HostMetaFile, { fetch }: DiscoveryTools): Promise<string[] | FileFault> {
  try {
    const answer = await fetch(url, requestInit())
    const links = answer.ok ? parse(await readText(answer)) : []
    return links.length > 0 ? links : 'no-endpoint'
  } catch (error) {
    if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout'
    // A file that is no host-meta: a captive portal or a plain web site.
    if (error instanceof SyntaxError || error instanceof XmlFault || error instanceof RangeError) return 'no-endpoint'
    return networkFault(error) ?? 'unreadable'
  }
}

function requestInit(): RequestInit {
  return { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache', signal: AbortSignal.timeout(STEP_MS) }
}

/** @throws RangeError for what is far too large to be a host-meta file */
async function readText(answer: Response): Promise<string> {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    text += part.value
    if (text.length <= MAX_FILE_BYTES) continue
    await reader?.cancel()
    throw new RangeError('host-meta is too large')
  }
  return text
}

/** Node names its reason. Browsers keep it from the page, as it could be used to look around in somebody's network. */
function networkFault(error: unknown): 'tls' | 'unknown-host' | undefined {
  const { code } = (error instanceof Error ? (error.cause ?? {}) : {}) as { code?: unknown }
  if (typeof code !== 'string') return undefined
  if (/CERT|TLS|SSL/.test(code)) return 'tls'
  return code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'unknown-host' : undefined
}

/** The one reason that helps most: what the server's owner can mend comes before what nobody knows. */
async function diagnose(
  domain: string,
  faults: readonly FileFault[],
  probes: readonly Probe[],
  tools: DiscoveryTools,
): Promise<SessionTrouble> {
  const known = faults.find(fault => fault === 'tls' || fault === 'unknown-host')
  if (known) return known
  if (probes.includes('not-xmpp')) return 'not-xmpp'
  if (faults.includes('no-endpoint')) return 'no-endpoint'
  if (faults.includes('unreadable') && (await answersAnybody(domain, tools))) return 'cors'
  return faults.includes('timeout') ? 'timeout' : 'refused'
}

/** A request without CORS tells "it is there, but we may not read it" from "it is not there": an ordinary one fails alike for both. */
async function answersAnybody(domain: string, { fetch }: DiscoveryTools): Promise<boolean> {
  const attempts = hostMetaFiles(domain).map(({ url }) => fetch(url, { ...requestInit(), mode: 'no-cors' }))
  const results = await Promise.allSettled(attempts)
  return results.some(({ status }) => status === 'fulfilled')
}

/** A file may begin with an XML declaration; a frame, which our reader is made for, may not. */
function withoutDeclaration(xml: string): string {
  return xml.replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '').trim()
}
