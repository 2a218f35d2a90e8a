import { splitLinks, type TextPart } from '../chat-text/parts.ts'

export type PostTextPart = TextPart | { kind: 'tag'; text: string; tag: string }

/** `#word` with a letter in it, not inside a word or an address. */
const TAG = /(?<![\p{L}\p{N}_&/#])#(?=[\p{N}_]*\p{L})[\p{L}\p{M}\p{N}_]{1,64}/gu

/** Links and #tags of a post's text. Put together in order, the `text`s are the text, no character lost. */
export function splitPostText(text: string): PostTextPart[] {
  return splitLinks(text).flatMap(part => (part.kind === 'link' ? [part] : splitTags(part.text)))
}

function splitTags(text: string): PostTextPart[] {
  const parts: PostTextPart[] = []
  let done = 0
  for (const match of text.matchAll(TAG)) {
    if (match.index > done) parts.push({ kind: 'text', text: text.slice(done, match.index) })
    parts.push({ kind: 'tag', text: match[0], tag: match[0].slice(1).toLowerCase() })
    done = match.index + match[0].length
  }
  if (done < text.length) parts.push({ kind: 'text', text: text.slice(done) })
  return parts
}
