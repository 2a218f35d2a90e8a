/** The query of an address as plain text values; the router's own reading would turn `?q=12` into a number. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text))
}

export function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).flatMap(([key, value]) => (typeof value === 'string' && value !== '' ? [[key, value]] : []))
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries).toString()}`
}
