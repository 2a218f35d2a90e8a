/** XEP-0313 Message Archive Management 1.1, as both servers do it: only the basic form fields, and others only where the archive's own form has them. */
import type { BareJid } from '#shared/jid.ts'
import { buildDateTime } from './date-time.ts'
import { buildSubmission, type DataForm, parseForm } from './xep0004-data-forms.ts'
import { buildResultSet, parseResultSet, type ResultSet, type ResultSetQuery } from './xep0059-rsm.ts'
import { parseForwarded } from './xep0297-forwarding.ts'
import { type Element, attr, child, xml } from './xml.ts'

export const NS_MAM = 'urn:xmpp:mam:2'

export interface ArchiveQuery {
  queryId: string
  page: ResultSetQuery
  with?: BareJid
  /** Epoch ms. */
  startAt?: number
  /** Words, and the field of the archive's form that takes them (xep0431-fulltext.ts). */
  fulltext?: { field: string; words: string }
}

export interface ArchiveResult {
  queryId: string
  archiveId: string
  message: Element
  stampAt: number
}

export interface ArchiveFin {
  complete: boolean
  /** False when the archive may change under the query; then nothing is ever called complete (§4.3). */
  stable: boolean
  set: ResultSet
}

/** Asks which fields the archive takes (§4.1.1). */
export function buildArchiveFormQuery(): Element {
  return xml('query', { xmlns: NS_MAM })
}

export function parseArchiveForm(payload: Element | undefined): DataForm | undefined {
  return payload?.is('query', NS_MAM) ? parseForm(payload) : undefined
}

export function buildArchiveQuery({ queryId, page, with: withJid, startAt, fulltext }: ArchiveQuery): Element {
  const fields: Record<string, string> = {}
  if (withJid !== undefined) fields['with'] = withJid
  if (startAt !== undefined) fields['start'] = buildDateTime(startAt)
  if (fulltext !== undefined) fields[fulltext.field] = fulltext.words
  const form = Object.keys(fields).length > 0 ? buildSubmission(NS_MAM, fields) : null
  return xml('query', { xmlns: NS_MAM, queryid: queryId }, form, buildResultSet(page))
}

/** A result without id, stamp or message is not one. */
export function parseArchiveResult(message: Element): ArchiveResult | undefined {
  const result = child(message, 'result', NS_MAM)
  const archiveId = attr(result, 'id')
  const forwarded = parseForwarded(result)
  if (!result || !archiveId || !forwarded?.delay) return undefined
  return { queryId: attr(result, 'queryid') ?? '', archiveId, message: forwarded.message, stampAt: forwarded.delay.stampAt }
}

export function isArchiveResult(message: Element): boolean {
  return child(message, 'result', NS_MAM) !== undefined
}

export function parseArchiveFin(payload: Element | undefined): ArchiveFin | undefined {
  if (!payload?.is('fin', NS_MAM)) return undefined
  return {
    complete: attr(payload, 'complete') === 'true' || attr(payload, 'complete') === '1',
    stable: attr(payload, 'stable') !== 'false',
    set: parseResultSet(payload) ?? { first: null, last: null, count: null },
  }
}
