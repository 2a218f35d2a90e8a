import { type Noticing, seenUntil } from '#storage/notifications.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from './context.ts'

const KEY = 'notify-since'

/** Since when likes and comments are news on this device: a first look at old posts is no reason to ring. Inside a transaction. */
export async function notifySince(db: AccountDb, now: number): Promise<number> {
  const since: unknown = (await db.settings.get(KEY))?.value
  if (typeof since === 'number') return since
  await db.settings.put({ key: KEY, value: now })
  return now
}

/** How what was read or came is to be told of. Inside a transaction. */
export async function noticing({ account }: EngineContext, db: AccountDb, receivedAt: number, how: 'read' | 'live'): Promise<Noticing> {
  return { account, notifySince: await notifySince(db, receivedAt), ...(how === 'read' ? { seenUntil: await seenUntil(db) } : {}) }
}
