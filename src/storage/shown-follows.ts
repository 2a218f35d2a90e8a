import type { NodeKey } from '#model/keys.ts'
import { intentsOf } from './lane.ts'
import type { AccountDb } from './schema.ts'

/** Keys of what of mine others can see that I follow: the list at my server, with what I changed and it was not told yet. */
const KEY = 'shown-follows'

/** @returns undefined where the list was never read */
export async function shownFollows(db: AccountDb): Promise<NodeKey[] | undefined> {
  const value: unknown = (await db.settings.get(KEY))?.value
  return Array.isArray(value) ? (value as NodeKey[]) : undefined
}

/** @returns undefined where the list was never read */
export async function isShown(db: AccountDb, key: NodeKey): Promise<boolean | undefined> {
  return (await shownFollows(db))?.includes(key)
}

/** Within a transaction. */
export async function setShown(db: AccountDb, key: NodeKey, shown: boolean): Promise<void> {
  const known = await shownFollows(db)
  if ((known?.includes(key) ?? false) === shown) return
  const others = (known ?? []).filter(other => other !== key)
  await db.settings.put({ key: KEY, value: shown ? [...others, key] : others })
}

/** What the list at my server says of a node, unless a change of mine is on its way there. */
export async function shownSeen(db: AccountDb, key: NodeKey, shown: boolean): Promise<void> {
  const waiting = await intentsOf(db, { kind: 'show-follow', nodeKey: key }, ['show-follow'])
  if (!waiting.some(({ state }) => state !== 'failed')) await setShown(db, key, shown)
}
