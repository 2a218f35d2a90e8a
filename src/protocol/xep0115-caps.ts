/** XEP-0115 Entity Capabilities 1.6: the verification string and the element in presence. */
import { NS_DISCO_INFO } from './xep0030-disco.ts'
import type { DiscoInfo } from './xep0030-disco.ts'
import { type Element, attr, xml } from './xml.ts'

export const NS_CAPS = 'http://jabber.org/protocol/caps'

const byteOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * The string S of §5.1; undefined for a set that is ill-formed (§5.4) or carries the separator, which could be read as another set.
 */
export function verificationString(info: DiscoInfo): string | undefined {
  const identities = info.identities.map(({ category, type, lang, name }) => `${category}/${type}/${lang}/${name}`).sort(byteOrder)
  const features = [...info.features].sort(byteOrder)
  const forms = info.forms.filter(form => form.formType !== '').sort((a, b) => byteOrder(a.formType, b.formType))
  const parts = [
    ...identities,
    ...features,
    ...forms.flatMap(form => [
      form.formType,
      ...[...form.fields].sort((a, b) => byteOrder(a.name, b.name)).flatMap(field => [field.name, ...[...field.values].sort(byteOrder)]),
    ]),
  ]
  const repeats = new Set(identities).size < identities.length || new Set(features).size < features.length
  const sameForm = new Set(forms.map(form => form.formType)).size < forms.length
  if (repeats || sameForm || parts.some(part => part.includes('<'))) return undefined
  return parts.map(part => `${part}<`).join('')
}

export interface Caps {
  node: string
  version: string
  hash: string
}

export function buildCaps({ node, version, hash }: Caps): Element {
  return xml('c', { xmlns: NS_CAPS, node, ver: version, hash })
}

/** Whether a question is about the set that our presence named. */
export function asksForCaps(query: Element, { node, version }: Caps): boolean {
  return query.is('query', NS_DISCO_INFO) && [undefined, node, `${node}#${version}`].includes(attr(query, 'node'))
}
