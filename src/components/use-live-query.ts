import { useObservable } from 'dexie-react-hooks'
import { followQuery } from '#storage/follow-query.ts'

/**
 * What a query gives, now and whenever it changes.
 * @param read an async function that touches nothing but the database
 * @param deps what it depends on; an earlier answer stays until the next one is there
 * @param first what to go by until it was read for the first time
 */
export function useLiveQuery<Value>(read: () => Promise<Value>, deps: readonly unknown[]): Value | undefined
export function useLiveQuery<Value, First>(read: () => Promise<Value>, deps: readonly unknown[], first: First): Value | First
export function useLiveQuery<Value, First>(read: () => Promise<Value>, deps: readonly unknown[], first?: First): Value | First | undefined {
  return useObservable<Value, First | undefined>(() => followQuery(read), [...deps], first)
}
