/** XEP-0484 Fast Authentication Streamlining Tokens 0.2. The mechanism itself (HT-*) is in the engine, with the rest of the cryptography. */
import { parseDateTime } from './date-time.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_FAST = 'urn:xmpp:fast:0'

/** Mechanisms for tokens; empty where the server gives none. */
export function parseFastFeature(inline: Element | undefined): string[] {
  return children(child(inline, 'fast', NS_FAST), 'mechanism', NS_FAST).map(mechanism => mechanism.getText().trim())
}

export function buildTokenRequest(mechanism: string): Element {
  return xml('request-token', { xmlns: NS_FAST, mechanism })
}

/** Goes with every sign-in by token. `invalidate` takes the token back as soon as it has signed in. */
export function buildFast(count: number, invalidate: boolean): Element {
  return xml('fast', { xmlns: NS_FAST, count, invalidate: invalidate ? 'true' : null })
}

export interface FastTokenGrant {
  token: string
  /** Epoch ms; 0 where the server gave no readable date. */
  expiresAt: number
}

export function parseFastToken(success: Element): FastTokenGrant | undefined {
  const element = child(success, 'token', NS_FAST)
  const token = attr(element, 'token')
  return token ? { token, expiresAt: parseDateTime(attr(element, 'expiry')) ?? 0 } : undefined
}
