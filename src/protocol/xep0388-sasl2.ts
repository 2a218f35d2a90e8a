/** XEP-0388 Extensible SASL Profile 1.0, with what travels inline: Bind 2, stream management, FAST. Tasks (`continue`) are not spoken. */
import { parseSaslFailure } from './rfc6120-sasl.ts'
import { type SmFailed, type SmResumed, NS_SM, parseFailed, parseResumed } from './xep0198-stream-management.ts'
import { type Bind2Feature, type Bound, parseBind2Feature, parseBound } from './xep0386-bind2.ts'
import { type FastTokenGrant, parseFastFeature, parseFastToken } from './xep0484-fast.ts'
import { type Element, child, childText, children, namespaceOf, xml } from './xml.ts'

export const NS_SASL2 = 'urn:xmpp:sasl:2'

export interface Sasl2Feature {
  mechanisms: string[]
  bind2: Bind2Feature | null
  /** XEP-0198 resumption may travel inline. */
  resume: boolean
  /** FAST mechanisms; empty where there is no FAST. */
  fast: string[]
}

export function parseSasl2Feature(features: Element): Sasl2Feature | undefined {
  const authentication = child(features, 'authentication', NS_SASL2)
  if (!authentication) return undefined
  const inline = child(authentication, 'inline', NS_SASL2)
  return {
    mechanisms: children(authentication, 'mechanism', NS_SASL2).map(mechanism => mechanism.getText().trim()),
    bind2: parseBind2Feature(inline) ?? null,
    resume: child(inline, 'sm', NS_SM) !== undefined,
    fast: parseFastFeature(inline),
  }
}

export interface UserAgent {
  id: string
  software: string
}

export function buildAuthenticate(mechanism: string, initial: string, agent: UserAgent, inline: readonly Element[]): Element {
  return xml(
    'authenticate',
    { xmlns: NS_SASL2, mechanism },
    xml('initial-response', {}, initial),
    xml('user-agent', { id: agent.id }, xml('software', {}, agent.software)),
    inline,
  )
}

export function buildSasl2Response(data: string): Element {
  return xml('response', { xmlns: NS_SASL2 }, data)
}

export function buildSasl2Abort(): Element {
  return xml('abort', { xmlns: NS_SASL2 })
}

export interface Sasl2Success {
  kind: 'success'
  data: string | null
  /** As sent: bare, or full once bound. */
  authorizationId: string | null
  bound: Bound | null
  resumed: SmResumed | null
  refusedResume: SmFailed | null
  token: FastTokenGrant | null
}

export type Sasl2Answer =
  | Sasl2Success
  | { kind: 'challenge'; data: string | null }
  | { kind: 'failure'; condition: string; text: string }
  | { kind: 'continue' }

export function parseSasl2Answer(element: Element): Sasl2Answer | undefined {
  if (namespaceOf(element) !== NS_SASL2) return undefined
  switch (element.getName()) {
    case 'challenge':
      return { kind: 'challenge', data: element.getText().trim() || null }
    case 'success':
      return parseSuccess(element)
    case 'failure':
      return { kind: 'failure', ...parseSaslFailure(element) }
    case 'continue':
      return { kind: 'continue' }
    default:
      return undefined
  }
}

function parseSuccess(success: Element): Sasl2Success {
  return {
    kind: 'success',
    data: childText(success, 'additional-data', NS_SASL2)?.trim() || null,
    authorizationId: childText(success, 'authorization-identifier', NS_SASL2)?.trim() || null,
    bound: parseBound(success) ?? null,
    resumed: parseResumed(child(success, 'resumed', NS_SM)) ?? null,
    refusedResume: parseFailed(child(success, 'failed', NS_SM)) ?? null,
    token: parseFastToken(success) ?? null,
  }
}
