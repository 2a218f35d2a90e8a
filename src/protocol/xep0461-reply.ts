/** XEP-0461 Message Replies 0.2: which message is answered, with the quotation that other clients see (XEP-0428). */
import { type BareJid, bareOf, type Jid, parseJid } from '#shared/jid.ts'
import { buildFallback, withoutFallback } from './xep0428-fallback.ts'
import { type Element, attr, child, xml } from './xml.ts'

export const NS_REPLY = 'urn:xmpp:reply:0'

export interface MessageReply {
  /** Id of the message that is answered. */
  id: string
  /** Who wrote it, where it is told. */
  to: BareJid | null
  /** What of it stands in the body for other clients, without the marks of a quotation. */
  quote: string
}

const LONGEST_QUOTE = 300

/** @param body as it came @returns undefined for most messages */
export function parseReply(message: Element, body: string): { reply: MessageReply; body: string } | undefined {
  const reply = child(message, 'reply', NS_REPLY)
  const id = attr(reply, 'id')
  if (id === undefined) return undefined
  const split = withoutFallback(message, body, NS_REPLY)
  const to = parseJid(attr(reply, 'to'))
  return { reply: { id, to: to ? bareOf(to) : null, quote: unquoted(split.fallback).slice(0, LONGEST_QUOTE) }, body: split.body }
}

function unquoted(text: string): string {
  return text
    .split('\n')
    .map(line => line.replace(/^(?:> ?)+/u, ''))
    .join('\n')
    .trim()
}

/** The quotation that stands before an answer, each line marked. */
export function quotationOf(quote: string): string {
  const short = Array.from(quote.trim()).slice(0, LONGEST_QUOTE).join('')
  return short === ''
    ? ''
    : `${short
        .split('\n')
        .map(line => `> ${line}`)
        .join('\n')}\n`
}

/** @param quotation what stands at the beginning of the body for other clients */
export function buildReply({ id, to }: { id: string; to: Jid | BareJid }, quotation: string): Element[] {
  const reply = xml('reply', { xmlns: NS_REPLY, id, to })
  return quotation === '' ? [reply] : [reply, buildFallback(NS_REPLY, Array.from(quotation).length)]
}
