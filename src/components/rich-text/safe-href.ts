const SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:', 'xmpp:', 'geo:'])
const MAX_LENGTH = 2048

/** An address a person may click, normalised; undefined for everything else, which then stays text. */
export function safeHref(raw: string | undefined): string | undefined {
  if (raw === undefined || raw.length > MAX_LENGTH || !URL.canParse(raw)) return undefined
  const url = new URL(raw)
  // A name and password before the host are how one host dresses up as another.
  return SCHEMES.has(url.protocol) && url.username === '' && url.password === '' ? url.href : undefined
}

/** An address a picture may be loaded from: https, or http on this very machine. */
export function safeMediaUrl(raw: string | undefined): string | undefined {
  const href = safeHref(raw)
  if (href === undefined) return undefined
  const { protocol, hostname } = new URL(href)
  return protocol === 'https:' || (protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1')) ? href : undefined
}

/** The host a web address leads to; empty for addresses that are not of the web. */
export function hostOf(href: string): string {
  return /^https?:/i.test(href) && URL.canParse(href) ? new URL(href).host : ''
}

/** The host a link's words promise, when they look like a web address; empty otherwise. */
export function promisedHost(words: string): string {
  const text = words.trim()
  const match = /^(?:https?:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?::\d+)?(?:[/?#]|$)/iu.exec(text)
  const address = match?.[1]
  return address && URL.canParse(`https://${address}`) ? new URL(`https://${address}`).host : ''
}
