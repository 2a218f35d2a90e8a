import type { IntlShape } from 'react-intl'

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Bytes in the unit that keeps the number short, as the reader's language writes it. */
export function byteText(intl: IntlShape, bytes: number): string {
  const step = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  return intl.formatNumber(value, { style: 'unit', unit: UNITS[step] ?? 'byte', maximumFractionDigits: value < 10 ? 1 : 0 })
}
