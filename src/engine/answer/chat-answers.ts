import type { Answer, Ask } from '#bridge/contract.ts'
import { ensureConversation } from '#storage/conversations.ts'
import { oldestArchived } from '#storage/messages.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { Answers, EngineContext } from '../context.ts'
import { fillArchiveGap } from '../fill-archive-gap.ts'
import { storeArchivePage } from '../store-archive-page.ts'
import { archiveSearchOffered, searchArchive } from './archive-search.ts'
import { loadBob } from './load-bob.ts'
import { myPacks, openPack } from './sticker-packs.ts'
import { openArchived } from './open-archived.ts'
import { openMarked } from './open-marked.ts'
import { tellTyping } from './tell-typing.ts'

/** One page of a conversation's past, below the oldest stored message that the archive has named. */
async function olderMessages(context: EngineContext, { conversation }: Ask<'older-messages'>): Promise<Answer<'older-messages'>> {
  const { account, db, inbox } = context
  const known = await db.conversations.get(conversation)
  const oldest = await oldestArchived(db, conversation)
  const page = await fetchArchivePage(context, { with: conversation, page: { before: oldest?.archiveId ?? '' }, urgency: 'user' })
  const edge = page.results.findIndex(result => result.archiveId === oldest?.archiveId)
  const below = edge < 0 ? page.results : page.results.slice(0, edge)
  // The same page again would be asked for for ever.
  const complete = page.complete || below.length === 0
  await inbox.commit(async db => {
    // Deleted meanwhile: its past does not bring it back.
    if (known && !(await db.conversations.get(conversation))) return
    // What was stored meanwhile may have moved it.
    const edge = oldest && (await db.messages.get(oldest.key))
    await storeArchivePage(db, below, { account, floor: -Infinity, ceiling: edge?.order ?? Infinity, as: 'read' })
    const stored = await ensureConversation(db, conversation, context.now())
    await db.conversations.put({ ...stored, historyComplete: complete })
  })
  return { count: below.filter(result => result.seen !== null).length, complete }
}

async function fillGap(context: EngineContext, { gapId }: Ask<'fill-archive-gap'>): Promise<Answer<'fill-archive-gap'>> {
  const { closed } = await fillArchiveGap(context, gapId, 'user')
  return { filled: closed }
}

export const chatAnswers = {
  'load-bob': loadBob,
  'my-packs': myPacks,
  'open-pack': openPack,
  'older-messages': olderMessages,
  'fill-archive-gap': fillGap,
  'archive-search-offered': archiveSearchOffered,
  'search-archive': searchArchive,
  'open-archived': openArchived,
  'open-marked': openMarked,
  'tell-typing': tellTyping,
} satisfies Partial<Answers>
