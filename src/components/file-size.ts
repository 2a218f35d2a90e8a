import type { IntlShape } from 'react-intl'

/** A size in the words and digits of the language. */
export function fileSize(intl: Pick<IntlShape, 'formatNumber'>, bytes: number): string {
  const [value, unit] = bytes < 1_000_000 ? [Math.ceil(bytes / 1000), 'kilobyte'] : [bytes / 1_000_000, 'megabyte']
  return intl.formatNumber(value, { style: 'unit', unit, maximumFractionDigits: 1 })
}
