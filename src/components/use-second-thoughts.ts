import { useText } from '#ui/text/use-text.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { toast } from '#ui/toast.tsx'
import type { AccountDb } from '#storage/schema.ts'
import { useRun } from './use-run.ts'

/**
 * Does something at once and offers to take it back, in place of asking first.
 * @returns whether it was done
 */
export function useSecondThoughts(): <Done>(
  said: TextId,
  act: (db: AccountDb) => Promise<Done | undefined>,
  undo: (db: AccountDb, done: Done) => Promise<boolean>,
) => Promise<boolean> {
  const { t } = useText()
  const run = useRun()
  return async (said, act, undo) => {
    const done = await run(act)
    if (done === undefined) return false
    const takeBack = async (): Promise<void> => {
      if ((await run(db => undo(db, done))) === false) toast(t('common.tooLate'))
    }
    toast(t(said), { action: { label: t('common.undo'), onSelect: () => void takeBack() } })
    return true
  }
}
