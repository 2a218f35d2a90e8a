import { graphemesOf } from '#shared/graphemes.ts'

/** A letter that nothing can be joined to, as most names begin with. */
const PLAIN = /^[a-z](?=[a-z]|$)/i

function firstOf(word: string): string {
  const [plain] = PLAIN.exec(word) ?? []
  if (plain !== undefined) return plain
  const [first] = graphemesOf(word)
  return first?.segment ?? ''
}

/** One or two letters for somebody without a picture: of the first and the last word, whole characters in any script. */
export function initialsOf(name: string): string {
  const [address = ''] = name.trim().split('@')
  const words = address.split(/[\s._\-+]+/u).filter(word => /[\p{L}\p{N}\p{S}]/u.test(word))
  const first = words[0] ?? name
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  return `${firstOf(first)}${firstOf(last)}`.toLocaleUpperCase()
}
