import type { IntlShape } from 'react-intl'

/** Seconds as a clock shows them, in the digits of the language: 1:05. */
export function clockTime(intl: Pick<IntlShape, 'formatNumber'>, seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number): string => intl.formatNumber(value, { minimumIntegerDigits: 2 })
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  const front = hours > 0 ? [intl.formatNumber(hours), two(minutes)] : [intl.formatNumber(minutes)]
  return [...front, two(whole % 60)].join(':')
}
