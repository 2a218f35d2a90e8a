import { type MediaRule, saveMediaRule } from '#storage/consent.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Whose pictures and other media come by themselves. */
export async function chooseMediaRule(db: AccountDb, rule: MediaRule): Promise<void> {
  await saveMediaRule(db, rule)
}
