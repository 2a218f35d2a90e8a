/**
 * The one door to XML: building, reading and writing elements. Characters that XML 1.0 forbids are dropped here, in one place,
 * since a single one of them makes both servers close the stream for good.
 */
import { Element, createElement } from '@xmpp/xml'

export { Element }

export type Attributes = Record<string, string | number | boolean | null | undefined>
export type Child = Element | string | number | null | undefined | false

const ILLEGAL =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g

/** Text without what XML 1.0 cannot carry: control characters, non-characters, lone surrogates. */
export function legalText(text: string): string {
  return text.replace(ILLEGAL, '')
}

/** A fresh element. Attributes that are null, undefined or false are left out; so are such children. */
export function xml(name: string, attributes: Attributes = {}, ...children: (Child | readonly Child[])[]): Element {
  const attrs: Record<string, string> = {}
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) attrs[key] = legalText(String(value))
  }
  const element = createElement(name, attrs)
  for (const child of children.flat()) {
    if (child === null || child === undefined || child === false) continue
    if (child instanceof Element) element.append(child)
    else element.append(legalText(String(child)))
  }
  return element
}

/** An attribute as text; undefined when missing or empty. */
export function attr(element: Element | undefined, name: string): string | undefined {
  const value: unknown = element?.attrs[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Namespace in force on an element, with the stream's default for top-level stanzas. */
export function namespaceOf(element: Element): string {
  return element.getNS() ?? 'jabber:client'
}

/** First child of a name and a namespace. Never matches by name alone: `getChild(name)` would. */
export function child(element: Element | undefined, name: string, namespace: string): Element | undefined {
  return element?.getChildElements().find(candidate => candidate.getName() === name && namespaceOf(candidate) === namespace)
}

export function children(element: Element | undefined, name: string, namespace: string): Element[] {
  return element?.getChildElements().filter(candidate => candidate.getName() === name && namespaceOf(candidate) === namespace) ?? []
}

/** Text of a child, trimmed of nothing; undefined when the child is missing. */
export function childText(element: Element | undefined, name: string, namespace: string): string | undefined {
  return child(element, name, namespace)?.getText()
}

/** The first child element, whatever it is: the payload of an iq. */
export function payloadOf(stanza: Element): Element | undefined {
  return stanza.getChildElements().find(candidate => candidate.getName() !== 'error')
}

/** A non-negative whole number from outside; undefined for anything else, far too large ones included. */
export function parseCount(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,15}$/.test(text.trim())) return undefined
  return Number(text.trim())
}
