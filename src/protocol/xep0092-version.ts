/** XEP-0092 Software Version 1.1. The operating system is nobody's business. */
import { type Element, xml } from './xml.ts'

export const NS_VERSION = 'jabber:iq:version'

export function buildVersion(name: string): Element {
  return xml('query', { xmlns: NS_VERSION }, xml('name', {}, name))
}
