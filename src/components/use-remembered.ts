import type { PostKey } from '#model/keys.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import { useLiveQuery } from './use-live-query.ts'

/** What was read last under each name. It goes when the database handle goes, so nothing outlives an account. */
const lastSeen = new WeakMap<AccountDb, Map<string, unknown>>()
const MOST = 2000

function memoryOf(db: AccountDb): Map<string, unknown> {
  let memory = lastSeen.get(db)
  if (!memory) lastSeen.set(db, (memory = new Map()))
  return memory
}

/**
 * A live query that starts from what it last gave, so that a card which comes back into view is drawn at its full height in its
 * first frame instead of empty.
 * @param name of the query with its arguments; another name is another query
 * @returns undefined until it was read for the first time
 */
export function useRemembered<Value>(name: string, read: (db: AccountDb) => Promise<Value>): Value | undefined {
  const db = useDb()
  return useLiveQuery(
    async () => {
      const value = await read(db)
      remember(db, name, value)
      return value
    },
    [db, name],
    recall<Value>(db, name),
  )
}

/** Under which name a post is remembered. */
export function nameOfPost(key: PostKey): string {
  return `post ${key}`
}

/** Puts something where `useRemembered` starts from. */
export function remember(db: AccountDb, name: string, value: unknown): void {
  const memory = memoryOf(db)
  memory.delete(name)
  memory.set(name, value)
  const [oldest] = memory.keys()
  if (memory.size > MOST && oldest !== undefined) memory.delete(oldest)
}

/** What was read last under a name, or put there. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever named it knows what it is
export function recall<Value>(db: AccountDb, name: string): Value | undefined {
  return memoryOf(db).get(name) as Value | undefined
}

export function forget(db: AccountDb, name: string): void {
  memoryOf(db).delete(name)
}
