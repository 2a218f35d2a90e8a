import type { Signal } from '#bridge/contract.ts'
import { KithError, toFailure } from '#shared/errors.ts'
import type { AccountDb } from '#storage/schema.ts'

/** A change to the database, made inside the inbox's transaction. It may await nothing but Dexie. */
export type Change<Result = void> = (db: AccountDb) => Promise<Result>

export interface Inbox {
  /**
   * Writes a change together with whatever else arrives in the same burst, in one transaction (a burst costs 0.22 ms a row, single
   * writes 3.3 ms). Resolves after the commit: only then may a stanza count as handled or a cursor as moved. On a full disk that is
   * when there is room again.
   */
  commit<Result>(change: Change<Result>): Promise<Result>
  /** What has not been stored by now never will be by this inbox. */
  stop(): void
}

interface Waiting {
  change: Change<unknown>
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

const BURST_MS = 16
/** More than this in one transaction would keep readers waiting. */
const BURST_MAX = 500
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** What may go away by itself: a full disk, or one that failed. A database that was closed or is of a newer version will not. */
const MAY_PASS: ReadonlySet<string> = new Set(['QuotaExceededError', 'UnknownError', 'AbortError'])

/**
 * Gathers changes for up to 16 ms and commits them at once. When a burst fails as a whole, its changes are tried one by one, so that
 * one bad change does not take its neighbours along. A full disk holds up everything instead: a later change that is small enough
 * would move a cursor past one that is not.
 */
export function createInbox(db: AccountDb, signal: (signal: Signal) => void): Inbox {
  let waiting: Waiting[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = Promise.resolve()
  let degraded = false
  let isStopped = false
  let hasGivenUp = false
  let endPause = (): void => undefined

  const report = (failed: boolean, error?: unknown): void => {
    if (failed === degraded) return
    degraded = failed
    signal({ kind: 'storage', degraded, failure: failed ? toFailure(error) : null })
  }

  const commitTogether = async (burst: readonly Waiting[]): Promise<void> => {
    if (hasGivenUp) throw new KithError('storage', 'what came before could not be stored')
    const results = await db.transaction('rw', db.tables, async () => {
      const values: unknown[] = []
      for (const { change } of burst) values.push(await change(db))
      return values
    })
    report(false)
    burst.forEach(({ resolve }, index) => resolve(results[index]))
  }

  const pause = (ms: number): Promise<void> =>
    new Promise(resolve => {
      const timer = setTimeout(resolve, ms)
      endPause = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** @returns whether the change is to be tried once more, after a while */
  const waitForRoom = async (error: unknown, tries: number): Promise<boolean> => {
    const { kind, condition } = toFailure(error)
    if (kind !== 'storage') return false
    report(true, error)
    if (condition === null || !MAY_PASS.has(condition)) return false
    if (!isStopped) await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries, 10)))
    hasGivenUp ||= isStopped
    return !isStopped
  }

  const commitSingly = async (burst: readonly Waiting[]): Promise<void> => {
    for (const item of burst) {
      for (let tries = 0; ; tries += 1) {
        try {
          await commitTogether([item])
          break
        } catch (error) {
          if (await waitForRoom(error, tries)) continue
          item.reject(error)
          break
        }
      }
    }
  }

  const flush = async (): Promise<void> => {
    while (waiting.length > 0) {
      const burst = waiting.splice(0, BURST_MAX)
      try {
        await commitTogether(burst)
      } catch {
        // Not swallowed: each change is tried again alone and answers for itself.
        await commitSingly(burst)
      }
    }
  }

  return {
    commit: change =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve: resolve as (value: unknown) => void, reject })
        timer ??= setTimeout(() => {
          timer = undefined
          running = running.then(flush)
        }, BURST_MS)
      }),
    stop: () => {
      isStopped = true
      endPause()
    },
  }
}
