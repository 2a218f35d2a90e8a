/** XEP-0490 Message Displayed Synchronization 1.0: up to where each conversation was read, as items of a private node of one's own. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { NS_STANZA_IDS } from './xep0359-stanza-ids.ts'
import { type Element, attr, child, xml } from './xml.ts'

/** The node, and the namespace of what is in it. The id of an item is the address of the conversation. */
export const DISPLAYED_NODE = 'urn:xmpp:mds:displayed:0'

export interface DisplayedSync {
  /** Whose archive gave the id. */
  by: BareJid
  id: string
}

/** Undefined when the payload is something else. */
export function parseDisplayedSync(payload: Element | undefined): DisplayedSync | undefined {
  const stanzaId = payload?.is('displayed', DISPLAYED_NODE) ? child(payload, 'stanza-id', NS_STANZA_IDS) : undefined
  const [by, id] = [parseBareJid(attr(stanzaId, 'by')), attr(stanzaId, 'id')]
  return by && id ? { by, id } : undefined
}

export function buildDisplayedSync({ by, id }: DisplayedSync): Element {
  return xml('displayed', { xmlns: DISPLAYED_NODE }, xml('stanza-id', { xmlns: NS_STANZA_IDS, by, id }))
}
