import { parseReactions } from '#protocol/xep0470-attachments.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { postKeyOf } from '#model/keys.ts'
import type { Post, Reaction } from '#model/post.ts'
import { storeReactions } from '#storage/reactions.ts'
import { attachmentsOf, isOwnersItem, mindsAttachments } from './attachments.ts'
import type { EngineContext } from './context.ts'
import { feedState, touchesOf } from './feed-state.ts'
import { fetchNewest, type ItemPage } from './fetch-items.ts'
import { arrivalTime } from './store-page.ts'

/** So many people are read. */
const MOST_PEOPLE = 500

/**
 * Reads what people attached to a post, in the background. Without a node for it nobody can attach anything, and it is not ours to make
 * one for somebody else's post (XEP-0470 §4.1).
 * @returns whether one can attach something
 */
export async function readReactions(context: EngineContext, post: Post): Promise<{ offered: boolean }> {
  const beingMade = feedState(context).offers.get(post.key)
  // Where that fails, whoever began it tells.
  await beingMade?.catch(() => undefined)
  const askedAt = touchesOf(context).now()
  try {
    const page = await fetchNewest(context, attachmentsOf(post), 'background', MOST_PEOPLE)
    // One that nobody could vouch for would be seen by nobody.
    return { offered: await store(context, post, page) }
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    if (error.kind !== 'not-found') return { offered: false }
    await store(context, post, { items: [], askedAt })
    // There the node comes with the first one who attaches something.
    return { offered: await mindsAttachments(context, post.service, 'background') }
  }
}

/** @returns whether the service says whose they are, as far as can be seen */
async function store(context: EngineContext, post: Post, { items, askedAt }: Pick<ItemPage, 'items' | 'askedAt'>): Promise<boolean> {
  const { account } = context
  // Asked only where it matters.
  const asks = items.some(item => item.publisher === null)
  const serviceMinds = asks && (await mindsAttachments(context, post.service, 'background'))
  const receivedAt = arrivalTime(context)
  const seen = items.flatMap((item): Reaction[] => {
    const jid = parseBareJid(item.id)
    const read = parseReactions(item.payload)
    if (!jid || jid !== item.id || !read || !isOwnersItem(item, serviceMinds)) return []
    return [{ postKey: post.key, jid, emojis: read.emojis, at: Math.min(read.at ?? receivedAt, receivedAt) }]
  })
  const keepsMine = items.some(item => item.id === account) && !seen.some(({ jid }) => jid === account)
  if (seen.length < items.length) context.note('attachments that nobody vouches for left out', { count: items.length - seen.length })
  const isCurrent = (jid: BareJid): boolean => !touchesOf(context).touchedSince(postKeyOf({ ...attachmentsOf(post), itemId: jid }), askedAt)
  await context.inbox.commit(db => storeReactions(db, post.key, seen, { account, keepsMine, isCurrent }))
  return !asks || serviceMinds || items.some(item => item.publisher !== null)
}
