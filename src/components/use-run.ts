import { toFailure } from '#shared/errors.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useAccount } from './account-context.tsx'
import { useSession } from './session-store.ts'

/**
 * Runs a command: it writes to the database and is done; then the engine is nudged. A write that fails (full disk) shows as the
 * storage banner and resolves to undefined, so that the caller keeps what was typed.
 */
export function useRun(): <Result>(command: (db: AccountDb) => Promise<Result>) => Promise<Result | undefined> {
  const account = useAccount()
  return async command => {
    try {
      const result = await command(account.db)
      account.nudge()
      return result
    } catch (error) {
      useSession.getState().receive({ kind: 'storage', degraded: true, failure: toFailure(error) })
      return undefined
    }
  }
}
