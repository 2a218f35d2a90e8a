/** RFC 6120 §6: SASL as every server speaks it. Data is bytes in base64; `=` stands for none. */
import { type Element, child, children, namespaceOf, xml } from './xml.ts'

export const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl'

export type SaslAnswer =
  | { kind: 'challenge'; data: string | null }
  | { kind: 'success'; data: string | null }
  | { kind: 'failure'; condition: string; text: string }

/** Mechanisms in the order of the server's offer. */
export function parseSaslFeature(features: Element): string[] {
  return children(child(features, 'mechanisms', NS_SASL), 'mechanism', NS_SASL).map(mechanism => mechanism.getText().trim())
}

export function buildAuth(mechanism: string, initial: string): Element {
  return xml('auth', { xmlns: NS_SASL, mechanism }, initial || '=')
}

export function buildSaslResponse(data: string): Element {
  return xml('response', { xmlns: NS_SASL }, data || null)
}

export function buildSaslAbort(): Element {
  return xml('abort', { xmlns: NS_SASL })
}

export function parseSaslAnswer(element: Element): SaslAnswer | undefined {
  if (namespaceOf(element) !== NS_SASL) return undefined
  const text = element.getText().trim()
  const data = text === '' || text === '=' ? null : text
  switch (element.getName()) {
    case 'challenge':
      return { kind: 'challenge', data }
    case 'success':
      return { kind: 'success', data }
    case 'failure':
      return { kind: 'failure', ...parseSaslFailure(element) }
    default:
      return undefined
  }
}

/** The condition of RFC 6120 §6.5, which SASL2 uses too. */
export function parseSaslFailure(failure: Element): { condition: string; text: string } {
  const parts = failure.getChildElements()
  const condition = parts.find(part => namespaceOf(part) === NS_SASL && part.getName() !== 'text')
  const text = parts.find(part => part.getName() === 'text')
  return { condition: condition?.getName() ?? 'undefined-condition', text: text?.getText() ?? '' }
}
