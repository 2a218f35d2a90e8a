import { act } from '@testing-library/react'
import type { AccountDb } from '#storage/schema.ts'

/** Holds a table so that every other transaction on it waits, as a busy disk would. */
export async function holdTable(db: AccountDb, table: 'messages' | 'drafts'): Promise<() => Promise<void>> {
  await db.open()
  const transaction = db.backendDB().transaction(table, 'readwrite')
  let held = true
  const keepAlive = (): void => {
    if (held) transaction.objectStore(table).get('nothing').addEventListener('success', keepAlive)
  }
  keepAlive()
  return () =>
    act(
      () =>
        new Promise<void>(resolve => {
          transaction.addEventListener('complete', () => resolve())
          held = false
        }),
    )
}
