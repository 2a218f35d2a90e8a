import { fold } from '#shared/fold.ts'
import type { Emoji } from './load-emojis.ts'

/** The lower, the better: what it is called, then what its name begins with, then what it is about. */
function rank({ codes, label, words, tags }: Emoji['found'], query: string): number | undefined {
  if (codes.includes(query) || label === query) return 0
  if (codes.some(code => code.startsWith(query))) return 1
  if (label.startsWith(query)) return 2
  const asked = query.split(' ')
  if (asked.every(word => words.some(each => each.startsWith(word)))) return 3
  if (asked.every(word => [...words, ...tags].some(each => each.startsWith(word)))) return 4
  // Of a language without spaces, words are found in the middle.
  return /[^\p{ASCII}]/u.test(query) && [label, ...tags].some(each => each.includes(query)) ? 5 : undefined
}

/** Emoji that fit a query, the likeliest first. */
export function findEmojis(emojis: readonly Emoji[], typed: string, most: number): Emoji[] {
  const query = fold(typed).replaceAll('_', ' ').trim()
  if (query === '') return []
  const ranked = emojis.flatMap(emoji => {
    const place = rank(emoji.found, query)
    return place === undefined ? [] : [{ emoji, place }]
  })
  return ranked
    .toSorted((one, other) => one.place - other.place)
    .slice(0, most)
    .map(({ emoji }) => emoji)
}

/** The emoji of a shortcode. */
export function emojiNamed(emojis: readonly Emoji[], code: string): Emoji | undefined {
  const wanted = code.toLowerCase()
  return emojis.find(({ codes }) => codes.includes(wanted))
}

/** The shortcode that fits best what was typed of it. */
export function codeFor({ codes }: Emoji, typed: string): string {
  const wanted = fold(typed)
  return codes.find(code => code === wanted) ?? codes.find(code => fold(code).startsWith(wanted)) ?? codes[0] ?? ''
}
