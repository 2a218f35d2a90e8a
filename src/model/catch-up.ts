import type { NodeKey, PostAddress, PostKey } from './keys.ts'
import type { Enclosure, Post } from './post.ts'
import type { PostKind } from './post-kind.ts'

/** As much of a post as a line of the catch-up page shows. */
export interface CatchUpRow
  extends PostAddress, Pick<Post, 'author' | 'authorName' | 'authorVerified' | 'feedKind' | 'warning' | 'sortAt' | 'comments' | 'state'> {
  key: PostKey
  nodeKey: NodeKey
  /** Title, else the first words; '' when it has none. */
  words: string
  kinds: PostKind[]
  /** Its first picture; null where a warning stands before it. */
  picture: Pick<Enclosure, 'url' | 'alt' | 'width' | 'height' | 'bytes'> | null
  likeCount: number
  commentCount: number
}

export type CatchUpOrder = 'newest' | 'answers'

/** What one blog or community brought. */
export interface CatchUpGroup {
  nodeKey: NodeKey
  /** Of its newest row: all have the same service and node. */
  first: CatchUpRow
  rows: CatchUpRow[]
}

function answersOf({ likeCount, commentCount }: CatchUpRow): number {
  return likeCount + commentCount
}

/** Puts rows (newest first) together by where they were written. Of equals the newer one comes first. */
export function groupRows(rows: readonly CatchUpRow[], order: CatchUpOrder): CatchUpGroup[] {
  const byNode = new Map<NodeKey, CatchUpRow[]>()
  for (const row of rows) {
    const known = byNode.get(row.nodeKey)
    if (known) known.push(row)
    else byNode.set(row.nodeKey, [row])
  }
  const groups = Array.from(byNode, ([nodeKey, own]) => ({ nodeKey, first: own[0] as CatchUpRow, rows: own }))
  if (order === 'newest') return groups
  const total = (group: CatchUpGroup): number => group.rows.reduce((sum, row) => sum + answersOf(row), 0)
  return groups
    .map(group => ({ ...group, rows: group.rows.toSorted((one, other) => answersOf(other) - answersOf(one)) }))
    .toSorted((one, other) => total(other) - total(one))
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

export const CATCH_UP_PERIODS = ['absence', 'day', 'days', 'week', 'month'] as const
export type CatchUpPeriod = (typeof CATCH_UP_PERIODS)[number]

/** The longest period. */
const MONTH = 31 * DAY
const LENGTHS: Record<Exclude<CatchUpPeriod, 'absence'>, number> = { day: DAY, days: 3 * DAY, week: 7 * DAY, month: MONTH }

/**
 * From when on a period goes, epoch ms.
 * @param absentSince when the reader left, as far as this device knows; a week is taken where it does not
 */
export function beginningOf(period: CatchUpPeriod, now: number, absentSince: number | null): number {
  if (period !== 'absence') return now - LENGTHS[period]
  return Math.max(absentSince ?? now - LENGTHS.week, now - MONTH)
}

/** Read marks are forgotten after so long: no period reaches back to them. */
export const READS_KEPT_MS = 60 * DAY
/** Whoever is away for less never left. */
export const SHORTEST_ABSENCE_MS = 30 * 60_000
