/**
 * RFC 6120 §8.3 errors. Read by namespace, never by position: ejabberd puts the pubsub-specific condition first, Prosody the general
 * one.
 */
import { type FailureKind, KithError } from '#shared/errors.ts'
import { type Element, attr, namespaceOf, parseCount, xml } from './xml.ts'

export const NS_STANZAS = 'urn:ietf:params:xml:ns:xmpp-stanzas'

export interface StanzaError {
  type: string
  /** The general condition of RFC 6120 §8.3.3. */
  condition: string
  /** The application's own condition, if any: `precondition-not-met`, `file-too-large`, … */
  specific: string | null
  text: string
  /** The largest size that would be taken, where it says so (XEP-0363 §6). */
  limit?: number | undefined
}

export function parseStanzaError(stanza: Element): StanzaError | undefined {
  const error = stanza.getChildElements().find(candidate => candidate.getName() === 'error')
  if (!error) return undefined
  const parts = error.getChildElements()
  const general = parts.find(part => namespaceOf(part) === NS_STANZAS && part.getName() !== 'text')
  const text = parts.find(part => namespaceOf(part) === NS_STANZAS && part.getName() === 'text')
  const specific = parts.find(part => namespaceOf(part) !== NS_STANZAS)
  return {
    type: attr(error, 'type') ?? 'cancel',
    condition: general?.getName() ?? 'undefined-condition',
    specific: specific?.getName() ?? null,
    text: text?.getText() ?? '',
    limit: limitOf(specific),
  }
}

function limitOf(specific: Element | undefined): number | undefined {
  return parseCount(
    specific
      ?.getChildElements()
      .find(part => part.getName() === 'max-file-size')
      ?.getText(),
  )
}

const KINDS: Record<string, FailureKind> = {
  'item-not-found': 'not-found',
  gone: 'not-found',
  'remote-server-not-found': 'not-found',
  'jid-malformed': 'not-found',
  forbidden: 'forbidden',
  'not-allowed': 'forbidden',
  'not-authorized': 'forbidden',
  'registration-required': 'forbidden',
  'subscription-required': 'forbidden',
  conflict: 'conflict',
  'not-acceptable': 'rejected',
  'bad-request': 'malformed',
  'feature-not-implemented': 'unsupported',
  'service-unavailable': 'unsupported',
  'remote-server-timeout': 'timeout',
}

/** A stanza error as the error of Kith; `condition` carries the specific word where there is one. */
export function toKithError(error: StanzaError): KithError {
  const tooLarge = error.specific === 'file-too-large' || error.specific === 'payload-too-big'
  const kind = tooLarge ? 'too-large' : (KINDS[error.condition] ?? 'rejected')
  return new KithError(kind, error.text || error.condition, { condition: error.specific ?? error.condition, limit: error.limit })
}

/** @param condition of RFC 6120 §8.3.3 */
export function buildStanzaError(type: 'cancel' | 'modify' | 'auth' | 'wait', condition: string): Element {
  return xml('error', { type }, xml(condition, { xmlns: NS_STANZAS }))
}
