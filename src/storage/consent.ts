import type { AccountDb } from './schema.ts'

/**
 * Whether media of a source may be loaded without asking.
 * @param source a bare JID or a host, lower case
 */
export async function isMediaAllowed(db: AccountDb, source: string): Promise<boolean> {
  return (await db.mediaConsent.get(source))?.allowed === 1
}

export async function setMediaAllowed(db: AccountDb, source: string, allowed: boolean): Promise<void> {
  await db.mediaConsent.put({ source, allowed: allowed ? 1 : 0 })
}

/** What was chosen for a source; undefined where nobody chose, so that a rule may decide. */
export async function mediaChoice(db: AccountDb, source: string): Promise<boolean | undefined> {
  const consent = await db.mediaConsent.get(source)
  return consent && consent.allowed === 1
}
