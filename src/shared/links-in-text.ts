import { safeMediaUrl } from './safe-url.ts'

const ADDRESS = /https?:\/\/[^\s<>"'`]+/giu
const MOST = 20

/** Without what belongs to the sentence around it, or to Markdown: punctuation, and a bracket that was not opened inside. */
function trimmed(address: string): string {
  let end = address.length
  for (; end > 0; end -= 1) {
    const last = address[end - 1] ?? ''
    if (last === ')') {
      const inside = address.slice(0, end)
      if (inside.split('(').length >= inside.split(')').length) break
    } else if (!/[.,;:!?*_~\]}»”’]/u.test(last)) break
  }
  return address.slice(0, end)
}

/** Web addresses in a text, each once, in their order. */
export function linksInText(text: string): string[] {
  const found = new Set<string>()
  // The words of a Markdown link may be an address as well.
  for (const [match] of text.replaceAll('](', '] (').matchAll(ADDRESS)) {
    const url = safeMediaUrl(trimmed(match))
    if (url !== undefined) found.add(url)
    if (found.size === MOST) break
  }
  return [...found]
}
