/**
 * Addresses (RFC 7622). A JID that passed through here is normalised, so two of them are the same address exactly when the
 * strings are equal. The enforcement is the practical part of PRECIS: NFC, width mapping and case folding of the local part,
 * IDNA through the platform's URL parser for the domain.
 */
declare const bare: unique symbol
declare const full: unique symbol

/** `local@domain` or `domain`, normalised. */
export type BareJid = string & { readonly [bare]: true }
/** `local@domain/resource` or `domain/resource`, normalised. */
export type FullJid = string & { readonly [full]: true }
export type Jid = BareJid | FullJid

const FORBIDDEN_LOCAL = /["&'/:<>@\s\p{C}\p{Z}]/u
const MAX_PART_BYTES = 1023

function tooLong(part: string): boolean {
  return part.length > MAX_PART_BYTES || (part.length > MAX_PART_BYTES / 4 && new TextEncoder().encode(part).length > MAX_PART_BYTES)
}

function normaliseLocal(local: string): string | undefined {
  const mapped = local.normalize('NFKC') === local ? local : foldWidth(local)
  const folded = mapped.toLowerCase().normalize('NFC')
  return folded === '' || FORBIDDEN_LOCAL.test(folded) || tooLong(folded) ? undefined : folded
}

/** Full-width and half-width forms map to their plain twins (RFC 8265 §3.3.1); other compatibility characters stay as they are. */
function foldWidth(text: string): string {
  return text.replace(/[\uFF01-\uFFEE\u3000]/g, char => char.normalize('NFKC'))
}

const domains = new Map<string, string | undefined>()

function normaliseDomain(domain: string): string | undefined {
  if (domains.has(domain)) return domains.get(domain)
  const normal = computeDomain(domain)
  if (domains.size > 2000) domains.clear()
  domains.set(domain, normal)
  return normal
}

function computeDomain(domain: string): string | undefined {
  const trimmed = domain.replace(/\.$/, '')
  if (trimmed === '' || tooLong(trimmed) || /[\s/@\\?#%&<>"']/.test(trimmed)) return undefined
  if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(trimmed) && !trimmed.includes('..')) return trimmed
  const url = URL.canParse(`http://${trimmed}/`) ? new URL(`http://${trimmed}/`) : undefined
  if (!url || url.hostname === '' || url.port !== '') return undefined
  return toUnicode(trimmed.toLowerCase().normalize('NFC'), url.hostname)
}

/** Non-ASCII domains keep their U-label form, as XMPP sends them; the URL parser is only asked whether they are valid. */
function toUnicode(unicode: string, ascii: string): string {
  return /[^\u0020-\u007E]/.test(unicode) ? unicode : ascii
}

/** The parts of an address, or undefined when it is not one. Never throws: addresses come from outside. */
export function splitJid(text: string): { local: string; domain: string; resource: string } | undefined {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  const resource = slash < 0 ? '' : text.slice(slash + 1).normalize('NFC')
  if (slash >= 0 && (resource === '' || tooLong(resource))) return undefined
  const at = address.indexOf('@')
  const local = at < 0 ? '' : normaliseLocal(address.slice(0, at))
  const domain = normaliseDomain(at < 0 ? address : address.slice(at + 1))
  if (local === undefined || domain === undefined || (at >= 0 && local === '')) return undefined
  return { local, domain, resource }
}

/** The bare address of any JID, normalised; undefined when it is not an address. */
export function parseBareJid(text: string | null | undefined): BareJid | undefined {
  const parts = text ? splitJid(text) : undefined
  if (!parts) return undefined
  return (parts.local ? `${parts.local}@${parts.domain}` : parts.domain) as BareJid
}

/** Any JID, normalised, resource kept; undefined when it is not an address. */
export function parseJid(text: string | null | undefined): Jid | undefined {
  const parts = text ? splitJid(text) : undefined
  if (!parts) return undefined
  const address = parts.local ? `${parts.local}@${parts.domain}` : parts.domain
  return (parts.resource ? `${address}/${parts.resource}` : address) as Jid
}

export function bareOf(jid: Jid): BareJid {
  const slash = jid.indexOf('/')
  return (slash < 0 ? jid : jid.slice(0, slash)) as BareJid
}

export function resourceOf(jid: Jid): string {
  const slash = jid.indexOf('/')
  return slash < 0 ? '' : jid.slice(slash + 1)
}

export function domainOf(jid: Jid): BareJid {
  const address = bareOf(jid)
  return address.slice(address.indexOf('@') + 1) as BareJid
}

export function localOf(jid: Jid): string {
  const address = bareOf(jid)
  const at = address.indexOf('@')
  return at < 0 ? '' : address.slice(0, at)
}

/** True for a person's or room's address, false for a server or component. */
export function hasLocal(jid: Jid): boolean {
  return localOf(jid) !== ''
}
