import { type Noticing, seenUntil } from '#storage/notifications.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from './context.ts'

const KEY = 'notify-since'

/** Servers tell whole seconds (XEP-0202), so a measured clock is off by up to one. */
const SECOND = 1000

/**
 * Since when likes and comments are news on this device, on its own clock: that of the server is not known yet when it begins to listen.
 * A first look at old posts is no reason to ring. Inside a transaction.
 * @param now on the own clock
 */
export async function notifySince(db: AccountDb, now: number): Promise<number> {
  const since: unknown = (await db.settings.get(KEY))?.value
  if (typeof since === 'number') return since
  await db.settings.put({ key: KEY, value: now })
  return now
}

/** How what was read or came is to be told of. Inside a transaction. */
export async function noticing({ account, now, session }: EngineContext, db: AccountDb, how: 'read' | 'live'): Promise<Noticing> {
  const since = (await notifySince(db, now())) + session.clockOffset - SECOND
  return { account, notifySince: since, ...(how === 'read' ? { seenUntil: await seenUntil(db) } : {}) }
}
