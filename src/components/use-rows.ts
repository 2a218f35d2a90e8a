import type { FeedRow } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { recallBottom, rememberBottom, restorePosition } from './list-position.ts'
import { useRemembered } from './use-remembered.ts'

export interface Rows {
  rows: FeedRow[] | undefined
  /** Storage has no more than these. */
  isEnd: boolean
  /** These are all that was asked for: a longer list starts from the shorter one, until it is read. */
  isRead: boolean
}

interface Known {
  rows: FeedRow[]
  /** How many were asked for. */
  limit: number
  isEnd: boolean
}

/** Steps grow with the list: each reads all of it anew. */
const LEAST_STEP = 30
const MOST_STEP = 1000

/** How many rows to ask for when the end of these is near. */
export function longer(limit: number, rows: readonly FeedRow[] | undefined): number {
  const held = Math.max(limit, rows?.length ?? 0)
  return held + Math.min(MOST_STEP, Math.max(LEAST_STEP, Math.floor(held / 2)))
}

interface RowsInput {
  /** Whose reading position it is. */
  list: string
  /** Of the query, where a list has several. */
  name?: string
  limit: number
  read: Read
  /** It opens where it was left, also when the page was closed meanwhile. */
  kept?: boolean
}

type Read = (db: AccountDb, limit: number) => Promise<FeedRow[]>

/**
 * The first rows of a list. What was in it stays in it when others come in above: else the row that is looked at might drop out at
 * the end. How they end is judged by the limit they were read with, else every longer list would seem to be over at first.
 */
export function useRows({ list, name = list, limit, read, kept = false }: RowsInput): Rows {
  const known = useRemembered(`${name} ${limit}`, async (db): Promise<Known> => {
    if (kept) await restorePosition(db, list)
    const found = await readDownTo(db, recallBottom(db, list), limit, read)
    rememberBottom(db, list, found.rows.at(-1)?.sortAt)
    return { ...found, limit }
  })
  return { rows: known?.rows, isEnd: known?.isEnd === true, isRead: known?.limit === limit }
}

async function readDownTo(db: AccountDb, bottom: number | undefined, limit: number, read: Read): Promise<Omit<Known, 'limit'>> {
  for (let most = limit; ; most *= 2) {
    const all = await read(db, most)
    const isEnd = all.length < most
    const end = bottom === undefined ? 0 : all.findLastIndex(({ sortAt }) => sortAt >= bottom) + 1
    if (isEnd || bottom === undefined || end < most) {
      const rows = all.slice(0, Math.max(limit, end))
      return { rows, isEnd: isEnd && rows.length === all.length }
    }
  }
}
