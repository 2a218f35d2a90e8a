/** What is being named at the caret: a tag or a person, and the beginning of it. */
export interface Naming {
  kind: 'tag' | 'person'
  /** As typed so far, without its sign. */
  typed: string
  /** Where the sign stands. */
  from: number
  /** Where the caret is. */
  to: number
}

const NAMING = /(?<=^|[\s([{"'«“‘¿¡])([#@])([\p{L}\p{N}_][\p{L}\p{N}\p{M}_.-]{0,40})$/u

/** The tag or person that is being named right before the caret; undefined while nothing is, or where it goes on behind the caret. */
export function namingAt(text: string, caret: number): Naming | undefined {
  if (/^[\p{L}\p{N}_]/u.test(text.slice(caret))) return undefined
  const [whole = '', sign, typed = ''] = NAMING.exec(text.slice(Math.max(0, caret - 60), caret)) ?? []
  return sign === undefined ? undefined : { kind: sign === '#' ? 'tag' : 'person', typed, from: caret - whole.length, to: caret }
}
