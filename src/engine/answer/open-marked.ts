import type { Answer, Ask } from '#bridge/contract.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { KithError } from '#shared/errors.ts'
import { findByName } from '#storage/messages.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import type { PlacedResult } from '../store-archive-page.ts'
import { openArchived } from './open-archived.ts'

/** Clocks differ, and what was written without a network came later. */
const BEFORE_MS = 600_000
const MOST_PAGES = 10

type Marked = Ask<'open-marked'>

/**
 * A message that was marked on another device, with what was said around it. By its place in the archive where the mark tells it, else
 * from when it was written on.
 */
export async function openMarked(context: EngineContext, marked: Marked): Promise<Answer<'open-marked'>> {
  const { account, db } = context
  const { conversation, name, archiveId } = marked
  if (await findByName(db, { conversation, account, id: name })) return { found: true }
  if (archiveId !== null && (await tryToOpen(context, marked, archiveId))) return { found: true }
  const found = await findInArchive(context, marked)
  return { found: found !== undefined && found !== archiveId && (await tryToOpen(context, marked, found)) }
}

/** An id that the archive does not know (any more) is answered with an error. */
async function tryToOpen(context: EngineContext, { conversation }: Marked, archiveId: string): Promise<boolean> {
  try {
    return (await openArchived(context, { conversation, archiveId })).found
  } catch (error) {
    if (error instanceof KithError && error.kind === 'not-found') return false
    throw error
  }
}

async function findInArchive(context: EngineContext, { conversation, name, sentAt }: Marked): Promise<string | undefined> {
  if (!(await context.session.features()).account.has(NS_MAM)) return undefined
  let after: string | undefined
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const where = { with: conversation, startAt: sentAt - BEFORE_MS, page: after === undefined ? {} : { after } }
    const { results, complete } = await fetchArchivePage(context, { ...where, urgency: 'user' })
    const found = results.find(result => result.archiveId === name || isCalled(result, name))
    const last = results.at(-1)?.archiveId
    if (found || complete || last === undefined || last === after) return found?.archiveId
    after = last
  }
  return undefined
}

function isCalled({ seen }: PlacedResult, name: string): boolean {
  return seen?.originId === name || seen?.stanzaId === name
}
