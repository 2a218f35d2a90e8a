import type { AccountDb, MediaConsent } from './schema.ts'

/** Whose media come by themselves where nobody chose: of contacts and the own server, of everybody, of nobody. */
export const MEDIA_RULES = ['contacts', 'all', 'ask'] as const
export type MediaRule = (typeof MEDIA_RULES)[number]

const MEDIA_RULE = 'media-rule'

/** Null forgets what was chosen, so that the rule decides again. */
export async function setMediaAllowed(db: AccountDb, source: string, allowed: boolean | null): Promise<void> {
  if (allowed === null) await db.mediaConsent.delete(source)
  else await db.mediaConsent.put({ source, allowed: allowed ? 1 : 0 })
}

/**
 * What was chosen for a source; undefined where nobody chose, so that a rule may decide.
 * @param source a bare JID or a host, lower case
 */
export async function mediaChoice(db: AccountDb, source: string): Promise<boolean | undefined> {
  const consent = await db.mediaConsent.get(source)
  return consent && consent.allowed === 1
}

/** Every choice, by name. */
export function mediaChoices(db: AccountDb): Promise<MediaConsent[]> {
  return db.mediaConsent.orderBy('source').toArray()
}

export async function mediaRule(db: AccountDb): Promise<MediaRule> {
  const setting = await db.settings.get(MEDIA_RULE)
  return MEDIA_RULES.find(rule => rule === setting?.value) ?? 'contacts'
}

export async function saveMediaRule(db: AccountDb, rule: MediaRule): Promise<void> {
  await db.settings.put({ key: MEDIA_RULE, value: rule })
}
