import type { CatchUpOrder, CatchUpPeriod } from '#model/catch-up.ts'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { PostKind } from '#model/post-kind.ts'
import type { CatchUp } from '#storage/catch-up.ts'
import type { AccountDb } from '#storage/schema.ts'
import { forget, recall, remember } from './use-remembered.ts'

/** The posts of a period as they were when they were read, so that nothing moves under the reader. */
export interface TakenCatchUp extends CatchUp {
  period: CatchUpPeriod
  /** Epoch ms. */
  since: number
  takenAt: number
}

/** What the catch-up page looks like. */
export interface CatchUpState {
  period: CatchUpPeriod
  order: CatchUpOrder
  kind: PostKind | 'all'
  showRead: boolean
  taken: TakenCatchUp | null
  /** How many groups are drawn. */
  groups: number
  /** How many rows of a group are drawn, where it is not as many as usual. */
  rows: ReadonlyMap<NodeKey, number>
  /** Posts that stand open in their place. */
  open: ReadonlySet<PostKey>
}

/** A windowful and some; more come as the end comes near. */
export const GROUPS = 8

const NAME = 'catch-up'
const START: CatchUpState = {
  period: 'absence',
  order: 'newest',
  kind: 'all',
  showRead: false,
  taken: null,
  groups: GROUPS,
  rows: new Map(),
  open: new Set(),
}

export function recallCatchUp(db: AccountDb): CatchUpState {
  return recall<CatchUpState>(db, NAME) ?? START
}

export function rememberCatchUp(db: AccountDb, state: CatchUpState): void {
  remember(db, NAME, state)
}

/** What was chosen stays, what was read by now is left out. */
export function startCatchUpAnew(db: AccountDb): void {
  const { period, order, kind } = recallCatchUp(db)
  forget(db, NAME)
  remember(db, NAME, { ...START, period, order, kind })
}
