import type { FeedRow } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useRemembered } from './use-remembered.ts'

export interface Rows {
  rows: FeedRow[] | undefined
  /** Storage has no more than these. */
  isEnd: boolean
  /** These are all that was asked for: a longer list starts from the shorter one, until it is read. */
  isRead: boolean
}

/** The first rows of a list. How they end is judged by the limit they were read with, else every longer list would seem to be over at first. */
export function useRows(name: string, limit: number, read: (db: AccountDb) => Promise<FeedRow[]>): Rows {
  const known = useRemembered(name, async db => ({ rows: await read(db), limit }))
  return {
    rows: known?.rows,
    isEnd: known !== undefined && known.rows.length < known.limit,
    isRead: known?.limit === limit,
  }
}
