import type { BareJid } from '#shared/jid.ts'
import type { Message } from '#model/message.ts'
import { markedMessage, markIdOf, marksOf, MOST_PINNED, MOST_STARRED } from '#model/message-mark.ts'
import { type MessageMark, type RecordRow, recordKeyOf } from '#model/record.ts'
import { followQuery } from './follow-query.ts'
import { findByName } from './messages.ts'
import { recordsOf } from './records.ts'
import type { AccountDb } from './schema.ts'

/** A mark, and its message where that is on this device. */
export interface Marked {
  id: string
  conversation: BareJid
  /** As its sender or the archive named it. */
  name: string
  mark: MessageMark
  message: Message | null
}

/** What is marked, by the id of its record; tells again whenever that changes. */
export function watchMarks(db: AccountDb, tell: (marks: ReadonlyMap<string, MessageMark>) => void): () => void {
  return followQuery(async () => recordsOf(db, 'mark')).subscribe(rows => tell(new Map(rows.map(({ id, value }) => [id, value]))))
}

type MarkRow = RecordRow<'mark'>

const wordsOf = async (db: AccountDb, account: BareJid, rows: readonly MarkRow[]): Promise<Marked[]> => {
  const found = rows.map(async ({ id, value: mark }): Promise<Marked[]> => {
    const named = markedMessage(id)
    if (!named || !mark) return []
    const { conversation, name } = named
    return [{ id, conversation, name, mark, message: (await findByName(db, { conversation, account, id: name })) ?? null }]
  })
  // What was taken back says nothing any more.
  return (await Promise.all(found)).flat().filter(({ message }) => !message?.retracted)
}

/** The pinned messages of a conversation, the last one first. */
export async function pinnedMessages(db: AccountDb, account: BareJid, conversation: BareJid): Promise<Marked[]> {
  const rows = (await db.records
    .where('key')
    .startsWith(recordKeyOf('mark', marksOf(conversation)))
    .toArray()) as MarkRow[]
  const pinned = rows.filter(({ value }) => value?.pinned)
  return await wordsOf(db, account, newest(pinned, 'pinned').slice(0, MOST_PINNED))
}

/** The starred messages of all conversations, the last one first. */
export async function starredMessages(db: AccountDb, account: BareJid): Promise<Marked[]> {
  const starred = (await recordsOf(db, 'mark')).filter(({ value }) => value.starred)
  return await wordsOf(db, account, newest(starred, 'starred').slice(0, MOST_STARRED))
}

export async function hasStarred(db: AccountDb): Promise<boolean> {
  return (await recordsOf(db, 'mark')).some(({ value }) => value.starred)
}

/** Whether each of them has a star. */
export async function hasStarredAll(db: AccountDb, messages: readonly Message[]): Promise<boolean> {
  const keys = messages.map(message => recordKeyOf('mark', markIdOf(message) ?? ''))
  const rows = (await db.records.bulkGet(keys)) as (MarkRow | undefined)[]
  return rows.length > 0 && rows.every(row => row?.value?.starred)
}

function newest(rows: readonly MarkRow[], by: 'pinned' | 'starred'): MarkRow[] {
  return rows.toSorted((one, other) => (other.value?.[by] ?? 0) - (one.value?.[by] ?? 0))
}
