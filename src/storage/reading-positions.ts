import type { ReadingPosition } from '#model/record.ts'
import { recordKeyOf } from '#model/record.ts'
import type { AccountDb } from './schema.ts'

/** When this device last said, or took over, where one reads in a view. */
const ownKey = (view: string): string => `position-here:${view}`

/** @returns null where the view is read from its beginning */
export async function readingPosition(db: AccountDb, view: string): Promise<ReadingPosition | null> {
  return ((await db.records.get(recordKeyOf('position', view)))?.value as ReadingPosition | null | undefined) ?? null
}

/** Where another device of mine reads in a view, as far as this one has not followed it. */
export async function positionElsewhere(db: AccountDb, view: string): Promise<ReadingPosition | null> {
  const record = await db.records.get(recordKeyOf('position', view))
  const own: unknown = (await db.settings.get(ownKey(view)))?.value
  return record && record.changedAt !== own ? (record.value as ReadingPosition | null) : null
}

/** What is known of the place in a view is this device's own by now: it was left here, or followed. */
export async function ownPosition(db: AccountDb, view: string): Promise<void> {
  const record = await db.records.get(recordKeyOf('position', view))
  if (record) await db.settings.put({ key: ownKey(view), value: record.changedAt })
}
