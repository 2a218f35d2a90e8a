const HOUR = 60 * 60_000

/** What is meant when nobody has chosen yet: a full hour, at least one from now. */
export function nextHour(now: number): number {
  const date = new Date(now + HOUR)
  return date.getMinutes() === 0 ? date.setSeconds(0, 0) : date.setHours(date.getHours() + 1, 0, 0, 0)
}

const two = (number: number): string => String(number).padStart(2, '0')

/** A moment as a date field of the browser wants it, by the clock on the wall. 0 is an empty field. */
export function toField(at: number): string {
  if (at === 0) return ''
  const date = new Date(at)
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** @returns 0 for an empty field */
export function fromField(value: string): number {
  // Without a zone it is the time of the place (ECMA-262, Date Time String Format).
  const at = value === '' ? Number.NaN : new Date(value).getTime()
  return Number.isNaN(at) ? 0 : at
}
