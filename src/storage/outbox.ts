import type { Failure } from '#shared/errors.ts'
import type { Message } from '#model/message.ts'
import { type Intent, laneOf, type OutboxRow } from '#model/outbox.ts'
import { noteMessageState } from './conversations.ts'
import { failEffect } from './effects.ts'
import { showCommentAgain, showPostAgain } from './hidden-rows.ts'
import type { AccountDb } from './schema.ts'
import { isShown, setShown } from './shown-follows.ts'
import { failPack } from './sticker-packs.ts'

/**
 * Adds an intent; call it inside the transaction that writes the optimistic entity, so that neither exists without the other.
 * @param notBefore epoch ms: time for second thoughts
 */
export async function addIntent(db: AccountDb, intent: Intent, now: number, notBefore = 0): Promise<void> {
  await db.outbox.add({ lane: laneOf(intent), intent, state: 'waiting', attempts: 0, notBefore, createdAt: now, failure: null })
}

/** Rows that may be delivered now, by lane in order of writing; one that is not due holds those behind it. `nextAt`: when the next one is due. */
export async function dueRows(db: AccountDb, now: number): Promise<{ lanes: OutboxRow[][]; nextAt: number | null }> {
  const rows = (await db.outbox.orderBy('id').toArray()).filter(row => row.state !== 'failed')
  const lanes = groupByLane(rows)
  const due: OutboxRow[][] = []
  let nextAt: number | null = null
  for (const lane of lanes.values()) {
    const held = lane.findIndex(row => row.notBefore > now)
    if (held !== 0) due.push(held < 0 ? lane : lane.slice(0, held))
    const next = lane[held]
    if (next) nextAt = Math.min(nextAt ?? next.notBefore, next.notBefore)
  }
  return { lanes: due, nextAt }
}

function groupByLane(rows: readonly OutboxRow[]): Map<string, OutboxRow[]> {
  const lanes = new Map<string, OutboxRow[]>()
  for (const row of rows) {
    const lane = lanes.get(row.lane)
    if (lane) lane.push(row)
    else lanes.set(row.lane, [row])
  }
  return lanes
}

/** Before a row is given to the network: from here on its outcome may be unknown, also after a crash. */
export async function markOnWire(db: AccountDb, row: OutboxRow): Promise<void> {
  if (row.id !== undefined) await db.outbox.update(row.id, { state: 'wire', attempts: row.attempts + 1, failure: null })
}

export async function postpone(db: AccountDb, row: OutboxRow, notBefore: number): Promise<void> {
  if (row.id !== undefined) await db.outbox.update(row.id, { notBefore })
}

export async function removeRow(db: AccountDb, row: OutboxRow): Promise<void> {
  if (row.id !== undefined) await db.outbox.delete(row.id)
}

/**
 * The row stays, failed, and its entity says why, in one transaction: the person tries again or discards it. One that was taken out while it
 * was on its way says nothing any more: something else is wanted by now.
 */
export async function refuseRow(db: AccountDb, row: OutboxRow, failure: Failure): Promise<void> {
  await db.transaction('rw', db.tables, async () => {
    const isWanted = row.id !== undefined && (await db.outbox.update(row.id, { state: 'failed', failure })) > 0
    if (isWanted) await failEntity(db, row.intent, failure)
  })
}

/** The line of the inbox says so as well. */
async function failMessage(db: AccountDb, key: string, failure: Failure): Promise<void> {
  const message = await db.messages.get(key)
  if (!message) return
  const failed: Message = { ...message, state: 'failed', failure }
  await db.messages.put(failed)
  await noteMessageState(db, failed)
}

async function failEntity(db: AccountDb, intent: Intent, failure: Failure): Promise<void> {
  switch (intent.kind) {
    case 'send-message':
      await failMessage(db, intent.messageKey, failure)
      break
    case 'send-effect':
      await failEffect(db, intent.effectKey, failure)
      break
    case 'publish-post':
      await db.posts.update(intent.postKey, { state: 'failed', failure })
      break
    case 'delete-post':
      await showPostAgain(db, intent.postKey, { state: 'failed', failure })
      break
    case 'publish-comment':
      await db.comments.update(intent.commentKey, { state: 'failed', failure })
      break
    case 'delete-comment':
      await showCommentAgain(db, intent.commentKey, { state: 'failed', failure })
      break
    case 'follow':
    case 'unfollow':
      await db.nodes.update(intent.nodeKey, { followState: 'failed' })
      break
    case 'show-follow':
      // As it was, so that nobody takes for hidden what others can see.
      await setShown(db, intent.nodeKey, (await isShown(db, intent.nodeKey)) !== true)
      break
    case 'tell-pack':
      await failPack(db, intent.packKey, failure)
      break
    default:
      // Nothing to try again by hand: the feed code takes a refused like or reaction back, a refused marker is forgotten, and what is saved
      // or set stays so on this device.
      break
  }
}

/** Where one reads and what one saw: found again by reading on. */
function isForComfort(intent: Intent): boolean {
  return (
    intent.kind === 'see-notifications' ||
    intent.kind === 'sync-read' ||
    (intent.kind === 'tell-record' && intent.recordKey.startsWith('position:'))
  )
}

/** How many things that somebody would miss have not reached the server. For asking before erasing; never in a live query. */
export async function unsentCount(db: AccountDb): Promise<number> {
  return await db.outbox.filter(({ intent }) => !isForComfort(intent)).count()
}
