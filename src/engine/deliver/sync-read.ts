import { buildDisplayedSync, DISPLAYED_NODE } from '#protocol/xep0490-displayed-sync.ts'
import { isPassing, KithError, toFailure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { DisplayedMark, Message } from '#model/message.ts'
import { findArchived, newestRead } from '#storage/displayed.ts'
import { settleRow } from '#storage/settle.ts'
import { fetchArchivePage } from '../archive-query.ts'
import type { EngineContext } from '../context.ts'
import { displayedAddress, marksIn, storeMarks } from '../displayed.ts'
import { fetchByIds } from '../fetch-items.ts'
import { preparePrivateNode } from '../prepare-node.ts'
import { publishItem, subscribeToOwn } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

/**
 * Tells my other devices up to where a conversation was read by now, whether or not the other side may know (XEP-0490 §3.2). Where the
 * server keeps nothing private it stays on this device.
 */
export const syncRead: Deliver = async (context, row) => {
  if (row.intent.kind !== 'sync-read') return
  try {
    await tell(context, row.intent.conversation)
  } catch (error) {
    const { kind, condition } = toFailure(error)
    if (isPassing(kind) || kind === 'storage') throw error
    context.note('what was read stays on this device', { condition })
  }
  await context.inbox.commit(db => settleRow(db, row))
}

async function tell(context: EngineContext, conversation: BareJid): Promise<void> {
  const newest = await newestRead(context.db, conversation)
  if (!newest) return
  await preparePrivateNode(context, DISPLAYED_NODE)
  // For my other devices: those that were there before the node was are not told by Prosody, however much their client asks to be.
  await subscribeToOwn(context, DISPLAYED_NODE)
  const { items } = await fetchByIds(context, displayedAddress(context), [conversation], 'user')
  const held = marksIn(context, items).find(mark => mark.conversation === conversation)
  if (held && (await isAhead(context, held, newest))) {
    await context.inbox.commit(db => storeMarks(context, db, [held]))
    return
  }
  const payload = buildDisplayedSync({ by: context.account, id: newest.archiveId })
  await publishItem(context, { ...displayedAddress(context), itemId: conversation }, payload, false)
}

/** Whether the node says as much already, or more: it never goes backwards. What is not stored here the archive is asked about. */
async function isAhead(context: EngineContext, held: DisplayedMark, newest: Message): Promise<boolean> {
  const known = await findArchived(context.db, context.account, held)
  if (known) return known.order >= newest.order
  try {
    const { results } = await fetchArchivePage(context, { page: { after: held.archiveId }, with: held.conversation, urgency: 'user' })
    const [next] = results
    if (results.some(({ archiveId }) => archiveId === newest.archiveId)) return false
    return next === undefined || next.stampAt > newest.order
  } catch (error) {
    // So old that the archive has forgotten it, or not of this archive.
    if (error instanceof KithError && error.kind === 'not-found') return false
    throw error
  }
}
