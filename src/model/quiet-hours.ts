/** When nothing rings: between two times of the day where the device is, on some days of the week. */
export interface QuietHours {
  on: boolean
  /** Days on which they begin, 0 is Sunday. */
  days: number[]
  /** Minutes of the day. Not before `from`: over midnight, or all day where both are the same. */
  from: number
  to: number
}

export const DAY_MINUTES = 24 * 60

/** What is offered to whoever turns them on for the first time. */
export const USUAL_QUIET_HOURS: QuietHours = { on: false, days: [0, 1, 2, 3, 4, 5, 6], from: 22 * 60, to: 7 * 60 }

/** A time on the day of another, so many days later: by the calendar, since not every day has 24 hours. */
function timeOf(date: Date, days: number, minutes: number): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 0, minutes).getTime()
}

/** Until when it is quiet at a moment, epoch ms; null while it is not. Hours that follow on each other are one. */
export function quietUntil(hours: QuietHours, at: number): number | null {
  if (!hours.on || hours.days.length === 0) return null
  let end: number | null = null
  // They may have begun the day before, and each day's may end where the next one's begin.
  for (let day = -1; day <= 7; day += 1) {
    const from = timeOf(new Date(at), day, hours.from)
    const to = timeOf(new Date(at), day, hours.to <= hours.from ? hours.to + DAY_MINUTES : hours.to)
    if (!hours.days.includes(new Date(from).getDay())) continue
    if (from <= (end ?? at) && (end ?? at) < to) end = to
  }
  return end
}
