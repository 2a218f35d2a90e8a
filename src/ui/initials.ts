const segmenter = new Intl.Segmenter()

function firstOf(word: string): string {
  const [first] = segmenter.segment(word)
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
