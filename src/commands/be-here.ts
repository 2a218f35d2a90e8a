import { READS_KEPT_MS, SHORTEST_ABSENCE_MS } from '#model/catch-up.ts'
import { noteHere } from '#storage/absence.ts'
import { forgetOldReads } from '#storage/reads.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Somebody looks at this device: the beginning and the end of an absence are known from that. */
export async function beHere(db: AccountDb, now: number): Promise<void> {
  await noteHere(db, now, SHORTEST_ABSENCE_MS)
  await forgetOldReads(db, now - READS_KEPT_MS)
}
