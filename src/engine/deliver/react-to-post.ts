import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { buildAttachments, parseReactions } from '#protocol/xep0470-attachments.ts'
import { isPassing, KithError, toFailure } from '#shared/errors.ts'
import type { NodeAddress } from '#model/keys.ts'
import { setReaction } from '#storage/reactions.ts'
import { settleRow } from '#storage/settle.ts'
import { attachmentsOf, isOwnersItem, mindsAttachments } from '../attachments.ts'
import type { EngineContext } from '../context.ts'
import { fetchByIds } from '../fetch-items.ts'
import { publishItem } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

/** Publishes my item anew with the reactions as they are by now. Refused, they are again what the service holds. */
export const reactToPost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'react-to-post') return
  const { account } = context
  const { postKey } = row.intent
  const post = await context.db.posts.get(postKey)
  if (!post) return
  const place = attachmentsOf(post)
  let held: PubsubItem | undefined
  try {
    held = await heldOfMine(context, place)
    const emojis = (await context.db.reactions.get([postKey, account]))?.emojis ?? []
    // Dated by the row and not by the clock: delivered again, it is the same item.
    const payload = buildAttachments(held?.payload, { emojis, at: row.createdAt })
    await publishItem(context, { ...place, itemId: account }, payload, row.attempts > 0)
  } catch (error) {
    const failure = toFailure(error)
    if (isPassing(failure.kind)) throw error
    context.note('reaction refused', { condition: failure.condition })
    const read = parseReactions(held?.payload)
    await context.inbox.commit(async db => {
      await setReaction(db, { postKey, jid: account, emojis: read?.emojis ?? [], at: read?.at ?? row.createdAt })
      await settleRow(db, row)
    })
    return
  }
  await context.inbox.commit(db => settleRow(db, row))
}

/** My item, so that what is in it besides reactions stays; not one that somebody else published in my name. */
async function heldOfMine(context: EngineContext, place: NodeAddress): Promise<PubsubItem | undefined> {
  const { account } = context
  try {
    const { items } = await fetchByIds(context, place, [account], 'user')
    return items.find(item => item.id === account && (item.publisher === null || isOwnersItem(item, false)))
  } catch (error) {
    // No node: there is none for this post, unless the service makes it with the first item.
    if (error instanceof KithError && error.kind === 'not-found' && (await mindsAttachments(context, place.service, 'user')))
      return undefined
    throw error
  }
}
