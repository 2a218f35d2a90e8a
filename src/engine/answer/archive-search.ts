import type { Answer, ArchiveHit, Ask } from '#bridge/contract.ts'
import { buildArchiveFormQuery, parseArchiveForm } from '#protocol/xep0313-mam.ts'
import { fulltextField } from '#protocol/xep0431-fulltext.ts'
import { KithError } from '#shared/errors.ts'
import { findSame } from '#storage/messages.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import type { Session } from '../session/session.ts'

const LONGEST_HIT = 300
const LONGEST_WORDS = 200

/** What the archive said in this session that it takes. */
const fields = new WeakMap<Session, string | null>()

async function fieldOf({ session }: EngineContext): Promise<string | null> {
  const known = fields.get(session)
  if (known !== undefined) return known
  const form = parseArchiveForm(await session.request('get', null, buildArchiveFormQuery(), { urgency: 'user' }))
  const field = fulltextField(form) ?? null
  fields.set(session, field)
  return field
}

export async function archiveSearchOffered(context: EngineContext): Promise<Answer<'archive-search-offered'>> {
  try {
    return { offered: (await fieldOf(context)) !== null }
  } catch (error) {
    // A server without an archive, or one that does not say.
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    return { offered: false }
  }
}

/** A page of what the archive finds. What is stored already is found here without it, and is left out. */
export async function searchArchive(
  context: EngineContext,
  { conversation, words, before }: Ask<'search-archive'>,
): Promise<Answer<'search-archive'>> {
  const field = await fieldOf(context)
  if (field === null) throw new KithError('unsupported', 'the archive looks for no words')
  const { results, complete } = await fetchArchivePage(context, {
    with: conversation,
    page: { before: before ?? '' },
    fulltext: { field, words: words.slice(0, LONGEST_WORDS) },
    urgency: 'user',
  })
  const seen = results.flatMap(({ archiveId, seen }) => (seen?.conversation === conversation ? [{ archiveId, seen }] : []))
  const same = await findSame(
    context.db,
    seen.map(({ seen }) => seen),
  )
  const hits = seen.flatMap(({ archiveId, seen }): ArchiveHit[] => {
    if (same(seen)) return []
    const { direction, sentAt, body } = seen
    return [{ archiveId, direction, sentAt, words: body.slice(0, LONGEST_HIT) }]
  })
  // ejabberd has the field whatever its database is, and answers without a result and without an end where that cannot search.
  const isSearched = complete || results.length > 0 || before !== null
  return { hits: hits.toReversed(), before: complete ? null : (results[0]?.archiveId ?? null), isSearched }
}
