/** What is being named at the caret: a tag, a person or an emoji, and the beginning of it. */
export interface Naming {
  kind: 'tag' | 'person' | 'emoji'
  /** As typed so far, without its sign. */
  typed: string
  /** Where the sign stands. */
  from: number
  /** Where the caret is. */
  to: number
}

const NAMING = /(?<=^|[\s([{"'«“‘¿¡])([#@])([\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]{0,40})$/u
/** Two letters at least: a colon stands in many texts. Not behind a word or a number, as in `https:` and 10:30. */
const EMOJI = /(?<=^|[^\p{L}\p{N}:/])(:)([\p{L}\p{N}_+-][\p{L}\p{N}\p{M}_+-]{1,40})$/u
const EMOJI_NAMED = /(?<=^|[^\p{L}\p{N}:/]):([\p{L}\p{N}_+-][\p{L}\p{N}\p{M}_+-]{0,40}):$/u

const KINDS: Readonly<Record<string, Naming['kind']>> = { '#': 'tag', '@': 'person', ':': 'emoji' }
const LOOKS_BACK = 60

/** What is being named right before the caret; undefined while nothing is, or where it goes on behind the caret. */
export function namingAt(text: string, caret: number): Naming | undefined {
  if (/^[\p{L}\p{N}_]/u.test(text.slice(caret))) return undefined
  const before = text.slice(Math.max(0, caret - LOOKS_BACK), caret)
  const [whole = '', sign = '', typed = ''] = NAMING.exec(before) ?? EMOJI.exec(before) ?? []
  const kind = KINDS[sign]
  return kind && { kind, typed, from: caret - whole.length, to: caret }
}

/** The emoji whose name was just ended with a second colon, as in `:smile:`. */
export function emojiNamedAt(text: string, caret: number): Naming | undefined {
  const [whole = '', typed] = EMOJI_NAMED.exec(text.slice(Math.max(0, caret - LOOKS_BACK), caret)) ?? []
  return typed === undefined ? undefined : { kind: 'emoji', typed, from: caret - whole.length, to: caret }
}
