import type { ReadingPosition } from '#model/record.ts'
import { ownPosition, readingPosition } from '#storage/reading-positions.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setRecord } from './set-record.ts'

/** Other devices are told once the reader rests, not with every step. */
const REST_MS = 3_000

interface Reading {
  view: string
  /** Null at the beginning of the view. */
  position: ReadingPosition | null
  now: number
}

/** Where somebody reads in a view, for the next time and for their other devices. */
export async function keepPosition(db: AccountDb, { view, position, now }: Reading): Promise<void> {
  await db.transaction('rw', db.records, db.outbox, db.settings, async () => {
    const known = await readingPosition(db, view)
    if (known?.postKey === position?.postKey && known?.offset === position?.offset) return
    await setRecord(db, { kind: 'position', id: view, value: position, now, notBefore: now + REST_MS })
    await ownPosition(db, view)
  })
}
