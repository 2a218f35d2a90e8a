/** RFC 6120 §4: stream features and stream errors. */
import { NS_BIND } from './rfc6120-bind.ts'
import { parseSaslFeature } from './rfc6120-sasl.ts'
import { NS_SM } from './xep0198-stream-management.ts'
import { offersClientState } from './xep0352-csi.ts'
import { type Sasl2Feature, parseSasl2Feature } from './xep0388-sasl2.ts'
import { type Element, attr, child, children, namespaceOf, xml } from './xml.ts'

export const NS_STREAM = 'http://etherx.jabber.org/streams'
export const NS_STREAM_ERRORS = 'urn:ietf:params:xml:ns:xmpp-streams'
const NS_CAPS = 'http://jabber.org/protocol/caps'
const NS_CHANNEL_BINDING = 'urn:xmpp:sasl-cb:0'

export interface StreamFeatures {
  /** SASL mechanisms of RFC 6120, as offered and in that order. */
  mechanisms: string[]
  sasl2: Sasl2Feature | null
  /** XEP-0440 types; null where the server says nothing of them (it matters to XEP-0474). */
  channelBindings: string[] | null
  bind: boolean
  streamManagement: boolean
  /** Caps hash of the server (XEP-0115 §6.3): the key under which its features are remembered. */
  capsVersion: string | null
  /** XEP-0352. */
  clientState: boolean
}

export function parseStreamFeatures(element: Element): StreamFeatures | undefined {
  if (!element.is('features', NS_STREAM)) return undefined
  const binding = child(element, 'sasl-channel-binding', NS_CHANNEL_BINDING)
  return {
    mechanisms: parseSaslFeature(element),
    sasl2: parseSasl2Feature(element) ?? null,
    channelBindings: binding ? children(binding, 'channel-binding', NS_CHANNEL_BINDING).flatMap(type => attr(type, 'type') ?? []) : null,
    bind: child(element, 'bind', NS_BIND) !== undefined,
    streamManagement: child(element, 'sm', NS_SM) !== undefined,
    capsVersion: attr(child(element, 'c', NS_CAPS), 'ver') ?? null,
    clientState: offersClientState(element),
  }
}

export interface StreamError {
  condition: string
  text: string
}

export function parseStreamError(element: Element): StreamError | undefined {
  if (!element.is('error', NS_STREAM)) return undefined
  const parts = element.getChildElements().filter(part => namespaceOf(part) === NS_STREAM_ERRORS)
  return {
    condition: parts.find(part => part.getName() !== 'text')?.getName() ?? 'undefined-condition',
    text: parts.find(part => part.getName() === 'text')?.getText() ?? '',
  }
}

export function buildStreamError(condition: string): Element {
  return xml('stream:error', { 'xmlns:stream': NS_STREAM }, xml(condition, { xmlns: NS_STREAM_ERRORS }))
}
