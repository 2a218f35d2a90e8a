import { useMemo } from 'react'
import { type IntlShape, useIntl } from 'react-intl'
import type { TextId } from './catalogue.ts'

export type TextValues = Record<string, string | number>

export interface Text {
  /** A text in the user's language; `values` fill its ICU arguments. */
  t: (id: TextId, values?: TextValues) => string
  /** For dates, numbers, lists and relative times: `intl.formatDate`, `intl.formatNumber`, … */
  intl: IntlShape
}

function textOf(intl: IntlShape, id: TextId, values: TextValues | undefined): string {
  // The build leaves a text without arguments as it is; only the others were parsed and have to be filled.
  const text: unknown = intl.messages[id]
  return typeof text === 'string' ? text : intl.formatMessage({ id }, values)
}

/** The translation layer. It changes identity with the language, so that memoised components follow. */
export function useText(): Text {
  const intl = useIntl()
  return useMemo(() => ({ t: (id, values) => textOf(intl, id, values), intl }), [intl])
}
