import { AT_ONCE, type Range } from './next-rows.ts'

/** What was drawn last, and which row must not move when something else is drawn. */
export interface Drawn extends Range {
  keys: readonly string[]
  /** Index of the row that is held; the one to open at before anything was drawn. */
  held: number
}

/**
 * The row that is held, or else the next one that is still there, or else the one before.
 * @returns its old and its new index; undefined when none of what was drawn is left
 */
export function survivor(drawn: Drawn, keys: readonly string[]): { old: number; now: number } | undefined {
  const order = [...between(drawn.held, drawn.end), ...between(drawn.start, Math.min(drawn.held, drawn.end)).toReversed()]
  for (const old of order) {
    const key = drawn.keys[old]
    const now = key === undefined ? -1 : indexNear(keys, key, old)
    if (now >= 0) return { old, now }
  }
  return undefined
}

/** Whether a row is still there and among the same others: who got a message may be the first in the list now. */
export function keepsItsPlace(drawn: Drawn, key: string, keys: readonly string[]): boolean {
  const old = indexNear(drawn.keys, key, drawn.start)
  const now = indexNear(keys, key, old)
  if (now < 0) return false
  let [same, other] = [0, 0]
  for (const index of between(drawn.start, drawn.end)) {
    const found = index === old ? -1 : indexNear(keys, drawn.keys[index] ?? '', now + index - old)
    if (found < 0) continue
    if (found < now === index < old) same += 1
    else other += 1
  }
  return same >= other
}

const between = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from) }, (_, step) => from + step)

/** Most changes are small, so a row is mostly near where it was. */
export function indexNear(keys: readonly string[], key: string, index: number): number {
  const from = Math.max(0, index - 50)
  const found = keys.slice(from, index + 50).indexOf(key)
  return found >= 0 ? from + found : keys.indexOf(key)
}

/** Which rows to draw of a list that has changed: as many on both sides of the one that is held. */
export function rangeIn(drawn: Drawn, keys: readonly string[]): Range {
  if (drawn.keys === keys) return { start: drawn.start, end: drawn.end }
  const found = survivor(drawn, keys)
  if (!found) return { start: 0, end: Math.min(keys.length, AT_ONCE) }
  return {
    start: Math.max(0, found.now - (found.old - drawn.start)),
    end: Math.min(keys.length, found.now + (drawn.end - found.old)),
  }
}
