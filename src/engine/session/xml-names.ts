/** Names and namespace prefixes (Namespaces in XML 1.0). */
import type { Element } from '@xmpp/xml'
import { XmlFault } from './xml-fault.ts'

const PLAIN = /^[A-Za-z_][A-Za-z0-9_.-]*(?::[A-Za-z_][A-Za-z0-9_.-]*)?$/
const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const PART = `[${START}][${START}.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040-]*`
const ANY = new RegExp(`^${PART}(?::${PART})?$`, 'u')

const known = new Set<string>()

/** The same few hundred names come again and again, so the ones seen are remembered. */
export function isName(name: string): boolean {
  if (known.has(name)) return true
  if (!(PLAIN.test(name) || ANY.test(name))) return false
  if (known.size < 2000 && name.length < 100) known.add(name)
  return true
}

const NS_XML = 'http://www.w3.org/XML/1998/namespace'
const NS_XMLNS = 'http://www.w3.org/2000/xmlns/'

function prefixOf(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? '' : name.slice(0, colon)
}

/**
 * Every prefix is declared, no declaration touches the reserved ones, no two attributes are the same by namespace.
 * @throws XmlFault
 */
export function checkPrefixes(element: Element): void {
  const prefix = prefixOf(element.name)
  if (prefix !== '' && prefix !== 'xml' && !element.findNS(prefix)) throw new XmlFault('not-well-formed', 'undeclared prefix')
  let expanded: Set<string> | undefined
  for (const [name, value] of Object.entries(element.attrs)) {
    const attributePrefix = prefixOf(name)
    if (attributePrefix === '' || attributePrefix === 'xml') continue
    if (attributePrefix === 'xmlns') {
      checkDeclaration(name.slice(6), value)
      continue
    }
    const namespace: unknown = element.findNS(attributePrefix)
    if (typeof namespace !== 'string' || namespace === '') throw new XmlFault('not-well-formed', 'undeclared prefix')
    expanded ??= new Set()
    const full = `${namespace} ${name.slice(attributePrefix.length + 1)}`
    if (expanded.has(full)) throw new XmlFault('not-well-formed', 'duplicate attribute')
    expanded.add(full)
  }
}

function checkDeclaration(prefix: string, namespace: string): void {
  // Other prefixes of XML's own namespace are forbidden too (Namespaces in XML §3), but Prosody writes `xml:base` as `ns1:base`.
  const isReserved = prefix === 'xmlns' || namespace === NS_XMLNS || (prefix === 'xml' && namespace !== NS_XML)
  if (isReserved || namespace === '') throw new XmlFault('not-well-formed', 'forbidden namespace declaration')
}
