/** XEP-0352 Client State Indication 1.0. Both are no stanzas: they are not counted by stream management. */
import { type Element, child, xml } from './xml.ts'

const NS_CSI = 'urn:xmpp:csi:0'

/** Whether the stream features offer it. */
export function offersClientState(features: Element): boolean {
  return child(features, 'csi', NS_CSI) !== undefined
}

export function buildClientState(isActive: boolean): Element {
  return xml(isActive ? 'active' : 'inactive', { xmlns: NS_CSI })
}
