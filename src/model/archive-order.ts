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
