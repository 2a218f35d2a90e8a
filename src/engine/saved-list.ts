import { buildSavedEntry, parseSavedEntry, savedEntryId, SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { type NodeAddress, parsePostKey, type PostAddress, type PostKey, postKeyOf } from '#model/keys.ts'
import { shownPlace } from '#model/place.ts'
import type { SavedPost } from '#model/saved-post.ts'
import type { EngineContext } from './context.ts'
import { fetchByIds } from './fetch-items.ts'
import { preparePrivateNode } from './prepare-node.ts'
import { publishItem, retractItem, subscribeToOwn } from './publish-item.ts'
import { arrivalTime } from './store-page.ts'

export const savedList = ({ account }: EngineContext): NodeAddress => ({ service: account, node: SAVED_POSTS_NODE })

/** By what an entry is known while answers and events overtake each other (feed-state.ts). */
export function entryKey(context: EngineContext, itemId: string): PostKey {
  return postKeyOf({ ...savedList(context), itemId })
}

function addressOf({ postKey }: SavedPost): PostAddress {
  const address = parsePostKey(postKey)
  if (!address) throw new KithError('malformed', 'not the key of a post')
  return address
}

/**
 * Puts a post into my private list of saved ones. What others wrote into its entry stays.
 * @param again it was given to the network before
 * @returns id of the entry; undefined when the server does not keep the list, or not for me alone
 */
export function addToSavedList(context: EngineContext, saved: SavedPost, again: boolean): Promise<string | undefined> {
  return unlessRefused(context, () => add(context, saved, again))
}

async function add(context: EngineContext, saved: SavedPost, again: boolean): Promise<string> {
  await preparePrivateNode(context, SAVED_POSTS_NODE)
  await subscribeToOwn(context, SAVED_POSTS_NODE)
  const address = addressOf(saved)
  const itemId = await savedEntryId(address)
  const { items } = await fetchByIds(context, savedList(context), [itemId], 'user')
  const known = parseSavedEntry(items.find(item => item.id === itemId)?.payload)
  const entry = { ...address, title: saved.title, savedAt: saved.savedAt, foreign: known?.foreign ?? [] }
  await publishItem(context, { ...savedList(context), itemId }, buildSavedEntry(entry), again)
  return itemId
}

export async function removeFromSavedList(context: EngineContext, saved: SavedPost): Promise<void> {
  const itemId = saved.itemId ?? (await savedEntryId(addressOf(saved)))
  await unlessRefused(context, () => retractItem(context, { ...savedList(context), itemId }))
}

/** @throws KithError when it is worth another try */
async function unlessRefused<Result>(context: EngineContext, act: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
    context.note('saved posts not told', { condition: error.condition })
    return undefined
  }
}

/** What an item of the list says; undefined when it is no entry. Nothing was saved later than now. */
export function seenEntry(context: EngineContext, { id, payload }: PubsubItem): Omit<SavedPost, 'state'> | undefined {
  const entry = parseSavedEntry(payload)
  if (!entry) return undefined
  const now = arrivalTime(context)
  const savedAt = Math.max(1, Math.min(shownPlace(entry.savedAt ?? now), now))
  return { postKey: postKeyOf(entry), itemId: id, title: entry.title, savedAt }
}
