import { KithError } from '#shared/errors.ts'
import { bareOf } from '#shared/jid.ts'
import { randomId } from '#shared/ids.ts'
import type { ResultSetQuery } from '#protocol/xep0059-rsm.ts'
import { type ArchiveQuery, type ArchiveResult, buildArchiveQuery, parseArchiveFin, parseArchiveResult } from '#protocol/xep0313-mam.ts'
import { readAcknowledgement } from './acknowledgements.ts'
import type { EngineContext } from './context.ts'
import { readEffect, readMessage } from './read-message.ts'
import type { Incoming, Session } from './session/session.ts'
import type { PlacedResult } from './store-archive-page.ts'

/** Largest page both servers answer well (servers.md: 100 is the sweet spot on Prosody). */
export const PAGE = 100

export interface ArchivePage {
  /** Oldest first. */
  results: PlacedResult[]
  /** The archive has nothing beyond this page in the direction asked. */
  complete: boolean
}

/** Results by their id: a resumption may bring the same ones again. */
type Collected = Map<string, ArchiveResult>

/** Open queries by session: results are believed for these ids only, and only while they are open. */
const open = new WeakMap<Session, Map<string, Collected>>()

function queriesOf(session: Session): Map<string, Collected> {
  const known = open.get(session) ?? new Map<string, Collected>()
  open.set(session, known)
  return known
}

/**
 * Takes an archive result to the query that waits for it. The archive of an account speaks through the bare address of the account
 * and nobody else (XEP-0313 §8.2).
 */
export function collectArchiveResult(context: EngineContext, { element, from }: Incoming): void {
  const result = parseArchiveResult(element)
  const collected = result && from === context.account ? queriesOf(context.session).get(result.queryId) : undefined
  if (result && collected && collected.size < PAGE * 3) collected.set(result.archiveId, result)
  else context.note('archive result refused', { from: bareOf(from) })
}

/**
 * One page of the account's archive.
 * @throws KithError `not-found` when the archive does not know the id asked from
 */
export async function fetchArchivePage(
  context: EngineContext,
  query: Pick<ArchiveQuery, 'with' | 'startAt' | 'fulltext'> & { page: Omit<ResultSetQuery, 'max'>; urgency?: 'user' | 'background' },
): Promise<ArchivePage> {
  const queryId = randomId()
  const collected: Collected = new Map()
  const queries = queriesOf(context.session)
  queries.set(queryId, collected)
  try {
    const { urgency = 'background', page, ...rest } = query
    const request = buildArchiveQuery({ ...rest, queryId, page: { ...page, max: PAGE } })
    const fin = parseArchiveFin(await context.session.request('set', null, request, { urgency }))
    if (!fin) throw new KithError('malformed', 'the archive answered something else')
    const results = [...collected.values()].map(result => place(context, result))
    return { results, complete: fin.complete && fin.stable }
  } finally {
    queries.delete(queryId)
  }
}

function place(context: EngineContext, { archiveId, message, stampAt }: ArchiveResult): PlacedResult {
  // A stamp from the future would sit at the end of every list for ever.
  const at = Math.min(stampAt, context.now() + context.session.clockOffset + 60_000)
  const setting = { account: context.account, archiveId, stampAt: at, sentAt: at }
  return {
    archiveId,
    stampAt: at,
    seen: readMessage(message, setting) ?? null,
    effect: readEffect(message, setting) ?? null,
    acknowledgement: readAcknowledgement(message, context.account) ?? null,
  }
}
