/** XEP-0082 dates, and the RFC 3339 ones Atom uses. Times are epoch milliseconds. */

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?\s*([Zz]|[+-]\d{2}:?\d{2})?$/

/** Epoch ms; undefined for anything that is not a real moment. A missing offset is read as UTC, a leap second as the second before. */
export function parseDateTime(text: string | undefined | null): number | undefined {
  const match = RFC3339.exec(text?.trim() ?? '')
  if (!match) return undefined
  const [, year, month, day, hour, minute, second = '00', fraction = '', zone = 'Z'] = match
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second === '60' ? '59' : second}${fraction.slice(0, 4)}`
  const offset = /^[zZ]$/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`
  const at = Date.parse(iso + offset)
  return Number.isFinite(at) && Number(day) <= daysIn(Number(year), Number(month)) ? at : undefined
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

export function buildDateTime(at: number): string {
  return new Date(at).toISOString()
}
