import { setMediaAllowed } from '#storage/consent.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Remembers whether media of a source may be loaded. @param source a bare JID or a host */
export async function allowMedia(db: AccountDb, { source, allowed }: { source: string; allowed: boolean }): Promise<void> {
  await setMediaAllowed(db, source, allowed)
}
