/** Addresses from outside: only a few schemes are links, and only the web's are media. Compared after parsing, never by prefix. */
const LINK_SCHEMES = new Set(['https:', 'http:', 'mailto:', 'tel:', 'xmpp:', 'geo:'])
const MEDIA_SCHEMES = new Set(['https:', 'http:'])
const MAX_URL_LENGTH = 8000

function parse(text: string, schemes: ReadonlySet<string>): string | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > MAX_URL_LENGTH || !URL.canParse(trimmed)) return undefined
  const url = new URL(trimmed)
  return schemes.has(url.protocol) ? url.href : undefined
}

/** An absolute address that may become a link; undefined for anything else (`javascript:`, `data:`, relative ones, …). */
export function safeLink(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parse(text, LINK_SCHEMES)
}

/** An absolute web address, for pictures and other media. */
export function safeMediaUrl(text: string | undefined): string | undefined {
  return text === undefined ? undefined : parse(text, MEDIA_SCHEMES)
}
