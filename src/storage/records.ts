import type { BareJid } from '#shared/jid.ts'
import { type ReaderList, type RecordKind, recordKeyOf, type RecordRow, type RecordState, type RecordValues } from '#model/record.ts'
import { applyWishes } from './chat-wishes.ts'
import type { AccountDb } from './schema.ts'

/** All of a kind that are wanted now, by key. */
export async function recordsOf<Kind extends RecordKind>(
  db: AccountDb,
  kind: Kind,
): Promise<(RecordRow<Kind> & { value: RecordValues[Kind] })[]> {
  const rows = (await db.records.where('kind').equals(kind).toArray()) as RecordRow<Kind>[]
  return rows.filter((row): row is RecordRow<Kind> & { value: RecordValues[Kind] } => row.value !== null)
}

/** Undefined where there is none. */
export async function recordValue<Kind extends RecordKind>(db: AccountDb, kind: Kind, id: string): Promise<RecordValues[Kind] | undefined> {
  const row = (await db.records.get(recordKeyOf(kind, id))) as RecordRow<Kind> | undefined
  return row?.value ?? undefined
}

/** The reader's own lists, by name. */
export async function readerLists(db: AccountDb): Promise<(ReaderList & { id: string })[]> {
  const rows = await recordsOf(db, 'list')
  return rows.map(({ id, value }) => ({ ...value, id })).toSorted((one, other) => one.name.localeCompare(other.name))
}

/** Tags the reader follows, in the order of the alphabet. */
export async function followedTags(db: AccountDb): Promise<string[]> {
  return (await recordsOf(db, 'tag')).map(({ id }) => id).toSorted((one, other) => one.localeCompare(other))
}

/** Whether something is kept that my server does not keep for my other devices. */
export async function hasRecordsHereOnly(db: AccountDb): Promise<boolean> {
  return (await db.records.where('state').equals('device').limit(1).primaryKeys()).length > 0
}

/** For the engine: by what my other devices know of them. */
export function recordsIn(db: AccountDb, state: RecordState): Promise<RecordRow[]> {
  return db.records.where('state').equals(state).toArray()
}

/** My account's node holds this. What I changed myself later and did not tell yet stays as I want it. */
export async function storeSeenRecord(db: AccountDb, seen: Omit<RecordRow, 'state'>): Promise<void> {
  const known = await db.records.get(seen.key)
  if (known?.state === 'pending' && known.changedAt >= seen.changedAt) return
  await db.records.put({ ...seen, state: 'settled' })
  if (seen.kind === 'chat') await applyWishes(db, seen.id as BareJid)
}

/** The node does not hold it any more: another device of mine took it away. */
export async function dropSeenRecord(db: AccountDb, key: string): Promise<void> {
  const known = await db.records.get(key)
  if (known?.state !== 'settled') return
  await db.records.delete(key)
  if (known.kind === 'chat') await applyWishes(db, known.id as BareJid)
}
