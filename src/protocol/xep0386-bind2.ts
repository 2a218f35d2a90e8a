/** XEP-0386 Bind 2 1.1: binding inside SASL2. Carbons and archive metadata stay with those who need them. */
import { type SmEnabled, NS_SM, buildEnable, parseEnabled } from './xep0198-stream-management.ts'
import { type Element, attr, child, children, xml } from './xml.ts'

export const NS_BIND2 = 'urn:xmpp:bind:0'

export interface Bind2Feature {
  /** What may be enabled in the same breath, by feature name. */
  inline: string[]
}

export function parseBind2Feature(inline: Element | undefined): Bind2Feature | undefined {
  const bind = child(inline, 'bind', NS_BIND2)
  if (!bind) return undefined
  return { inline: children(child(bind, 'inline', NS_BIND2), 'feature', NS_BIND2).flatMap(feature => attr(feature, 'var') ?? []) }
}

/** @param tag seen by contacts as part of the resource */
export function buildBind2(tag: string, feature: Bind2Feature): Element {
  return xml('bind', { xmlns: NS_BIND2 }, xml('tag', {}, tag), feature.inline.includes(NS_SM) ? buildEnable() : null)
}

export interface Bound {
  /** Null where stream management was not enabled along with it. */
  enabled: SmEnabled | null
}

export function parseBound(success: Element): Bound | undefined {
  const bound = child(success, 'bound', NS_BIND2)
  return bound ? { enabled: parseEnabled(child(bound, 'enabled', NS_SM)) ?? null } : undefined
}
