/**
 * A post that is to be deleted leaves every list at once but must be able to come back to its place when the service refuses. Its
 * place in time is then the negative of what it was, below the range of every list query. Times before 1970 are clamped, see
 * model/post-dates.ts.
 */
export function hiddenPlace(at: number): number {
  return -Math.abs(at)
}

export function shownPlace(at: number): number {
  return Math.abs(at)
}

export function isHidden(at: number): boolean {
  return at < 0
}
