import { createContext } from 'react'
import type { Mention } from '#model/message-content.ts'

/** People whom the text of a message names. */
export const MentionsContext = createContext<readonly Mention[]>([])

export type NamedPart = { text: string } & Partial<Pick<Mention, 'jid'>>

/** A text taken apart at the names in it. Put together in order, the `text`s are the text, no character lost. */
export function splitMentions(text: string, mentions: readonly Mention[]): NamedPart[] {
  if (mentions.length === 0) return [{ text }]
  const byText = new Map(mentions.map(mention => [mention.text, mention.jid]))
  // The longest first, and no beginning of a longer word.
  const names = [...byText.keys()]
    .toSorted((one, other) => other.length - one.length)
    .map(name => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const parts: NamedPart[] = []
  let done = 0
  for (const match of text.matchAll(new RegExp(`(?:${names.join('|')})(?![\\p{L}\\p{N}_])`, 'gu'))) {
    const jid = byText.get(match[0])
    if (match.index > done) parts.push({ text: text.slice(done, match.index) })
    parts.push({ text: match[0], ...(jid !== undefined && { jid }) })
    done = match.index + match[0].length
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}
