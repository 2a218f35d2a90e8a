import type { Message } from '#model/message.ts'
import { markIdOf, marksOf, MOST_PINNED, MOST_STARRED } from '#model/message-mark.ts'
import { LONGEST_TEXT, type MessageMark, recordKeyOf } from '#model/record.ts'
import { recordsOf } from '#storage/records.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

export interface Marking {
  message: Pick<Message, 'conversation' | 'originId' | 'archiveId' | 'from' | 'sentAt'>
  as: 'pinned' | 'starred'
  on: boolean
  now: number
}

/**
 * Pins a message to the top of its conversation or gives it a star, on all my devices.
 * @returns whether it was so before; `full` where there are too many, undefined for a message without a name
 */
export async function markMessage(db: AccountDb, { message, as, on, now }: Marking): Promise<{ was: boolean } | 'full' | undefined> {
  const id = markIdOf(message)
  if (id === undefined) return undefined
  return await db.transaction('rw', db.records, db.outbox, async () => {
    const all = await recordsOf(db, 'mark')
    const known = all.find(row => row.id === id)?.value
    const was = known?.[as] != null
    if (was === on) return { was }
    const kept = all.filter(row => row.value[as] !== null && (as === 'starred' || row.id.startsWith(marksOf(message.conversation))))
    if (on && kept.length >= (as === 'pinned' ? MOST_PINNED : MOST_STARRED)) return 'full'
    const { from, sentAt, archiveId } = message
    const place = archiveId !== null && archiveId.length <= LONGEST_TEXT && { archiveId }
    const value: MessageMark = { pinned: null, starred: null, ...known, from, sentAt, ...place, [as]: on ? now : null }
    await setRecord(db, { kind: 'mark', id, value: value.pinned === null && value.starred === null ? null : value, now })
    return { was }
  })
}

/** Takes one of them away whose message need not be here. @returns what it was, for putting it back */
export async function unmarkMessage(db: AccountDb, id: string, as: Marking['as'], now: number): Promise<MessageMark | undefined> {
  return await db.transaction('rw', db.records, db.outbox, async () => {
    const known = (await db.records.get(recordKeyOf('mark', id)))?.value as MessageMark | null | undefined
    if (!known) return undefined
    const value: MessageMark = { ...known, [as]: null }
    await setRecord(db, { kind: 'mark', id, value: value.pinned === null && value.starred === null ? null : value, now })
    return known
  })
}

export async function restoreMark(db: AccountDb, id: string, mark: MessageMark, now: number): Promise<boolean> {
  await setRecord(db, { kind: 'mark', id, value: mark, now })
  return true
}
