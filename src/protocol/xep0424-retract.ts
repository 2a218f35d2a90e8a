/** XEP-0424 Message Retraction 0.4: takes an earlier message back. Read in its older form as well, on XEP-0422. */
import { type Element, attr, child, xml } from './xml.ts'

export const NS_RETRACT = 'urn:xmpp:message-retract:1'
const NS_RETRACT_0 = 'urn:xmpp:message-retract:0'
const NS_FASTEN = 'urn:xmpp:fasten:0'

/** Id of the message that is taken back; undefined for most messages. */
export function parseRetraction(message: Element): string | undefined {
  const fastened = child(message, 'apply-to', NS_FASTEN)
  if (child(fastened, 'retract', NS_RETRACT_0)) return attr(fastened, 'id')
  return attr(child(message, 'retract', NS_RETRACT), 'id')
}

export function buildRetract(id: string): Element {
  return xml('retract', { xmlns: NS_RETRACT, id })
}
