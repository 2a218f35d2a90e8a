import { type Element, namespaceOf } from './xml.ts'

/** Two 32-bit lanes (cyrb53): enough to notice an edit. It is no proof: who can change a payload can also choose its hash. */
function hashText(text: string): string {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    one = Math.imul(one ^ code, 2654435761)
    two = Math.imul(two ^ code, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return (two >>> 0).toString(36) + (one >>> 0).toString(36)
}

/**
 * Hash of what an element means: services write the same payload with other prefixes, other places of xmlns and another order of
 * attributes, so names are taken with their namespaces and attributes sorted.
 */
export function payloadHash(element: Element): string {
  const parts: string[] = []
  const open: (Element | string)[] = [element]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next === 'string') {
      parts.push('t', next)
      continue
    }
    const attributes = Object.entries(next.attrs as Record<string, unknown>)
      .filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:'))
      .map(([name, value]) => `${name}=${String(value)}`)
      .toSorted()
    parts.push('e', namespaceOf(next), next.getName(), ...attributes, '>')
    const children = next.children as (Element | string)[]
    open.push('</')
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index]
      if (child !== undefined) open.push(child)
    }
  }
  return hashText(parts.join('\u0000'))
}
