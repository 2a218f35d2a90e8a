/**
 * Order inside an archive is the archive's, not the clock's: stamps may be as coarse as a second (Prosody) and live messages have
 * none. Each stored message gets a number near its stamp, strictly between its neighbours' numbers.
 */

/** Smallest step: a millionth of a second, in milliseconds. Exact in a double until the year 2100. */
const STEP = 0.001

/** Left free beside what is missing, in ms: thousands of one second go in there. */
const ROOM = 10

/** Where something is missing between a run and its neighbour. */
export interface Apart {
  below?: boolean
  above?: boolean
}

/**
 * Numbers for a run of messages that lie next to each other, oldest first.
 * @param stamps when each was archived, epoch ms
 * @param floor the number of the message before the run, -Infinity when there is none
 * @param ceiling the number of the message after the run, Infinity when there is none
 * @param apart where room is left for what is missing
 * @returns strictly rising numbers between floor and ceiling, as near to the stamps as that allows
 */
export function placeBetween(stamps: readonly number[], floor: number, ceiling: number, apart: Apart = {}): number[] {
  const above = apart.above ? roomIn(floor, ceiling, stamps.length) : 0
  const highest = ceiling - above
  const below = apart.below ? roomIn(floor, highest, stamps.length) : 0
  return placeWithin(stamps, floor + below, highest)
}

/**
 * The same where some of the run have their numbers from an earlier reading: those stay, and the rest goes between them. Pages that
 * overlap, read at the same time, would otherwise each be put below the other's.
 * @param known the number of each that has one, in the order of the stamps
 */
export function placeAround(
  stamps: readonly number[],
  known: readonly (number | undefined)[],
  floor: number,
  ceiling: number,
  apart: Apart = {},
): number[] {
  const numbers = [floor, ...known.filter(number => number !== undefined), ceiling]
  const isInOrder = numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? Infinity))
  if (!isInOrder) return placeBetween(stamps, floor, ceiling, apart)
  const placed: number[] = []
  let from = 0
  for (let index = 0; index <= stamps.length; index += 1) {
    const number = index === stamps.length ? ceiling : known[index]
    if (number === undefined) continue
    const isFirst = from === 0
    const isLast = index === stamps.length
    const room = { below: isFirst && apart.below === true, above: isLast && apart.above === true }
    placed.push(...placeBetween(stamps.slice(from, index), isFirst ? floor : (known[from - 1] ?? floor), number, room))
    if (!isLast) placed.push(number)
    from = index + 1
  }
  return placed
}

/** As much as is wanted, or all that the run itself does not need. */
function roomIn(floor: number, ceiling: number, count: number): number {
  return Math.max(0, Math.min(ROOM, ceiling - floor - STEP * (count + 1)))
}

function placeWithin(stamps: readonly number[], floor: number, ceiling: number): number[] {
  const rising: number[] = []
  let previous = floor
  for (const stamp of stamps) {
    previous = Math.max(stamp, previous + STEP)
    rising.push(previous)
  }
  let next = ceiling
  for (let index = rising.length - 1; index >= 0; index -= 1) {
    next = Math.min(rising[index] ?? next, next - STEP)
    rising[index] = next
  }
  const crowded = rising.length > 0 && (rising[0] ?? 0) <= floor
  if (!crowded) return rising
  const share = (ceiling - floor) / (rising.length + 1)
  return rising.map((_, index) => floor + share * (index + 1))
}
