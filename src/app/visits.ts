import { pageLockName } from '#bridge/contract.ts'
import { isVisit } from '#model/account.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { listAccounts } from '#storage/accounts.ts'
import { databaseNames, deleteDb } from '#storage/db.ts'
import type { DeviceDb } from '#storage/schema.ts'

/** A visit without "stay signed in": known to this tab alone, and gone with it. */
export interface Visit {
  jid: BareJid
  dbName: string
}

const KEY = 'kith.visit'

export function visitOf(): Visit | null {
  const [jid, dbName] = (sessionStorage.getItem(KEY) ?? '').split('\n')
  const parsed = parseBareJid(jid)
  if (!parsed || dbName === undefined || !isVisit(dbName)) return null
  holdVisit(dbName)
  return { jid: parsed, dbName }
}

export function rememberVisit(visit: Visit | null): void {
  if (!visit) return sessionStorage.removeItem(KEY)
  sessionStorage.setItem(KEY, `${visit.jid}\n${visit.dbName}`)
  holdVisit(visit.dbName)
}

/** As long as a tab of the visit lives it holds a lock of the database's name: what nobody holds was left behind. */
function holdVisit(dbName: string): void {
  void navigator.locks.request(pageLockName(dbName), { mode: 'shared' }, () => new Promise(() => undefined))
}

/**
 * Deletes what was left behind: databases of visits whose tabs are gone, and of accounts that were signed out while something held
 * their database or the tab died in the middle of it.
 */
export async function deleteAbandoned(device: DeviceDb): Promise<void> {
  // In this order: an account is listed before its database is made.
  const names = await databaseNames()
  const held = new Set((await navigator.locks.query()).held?.map(lock => lock.name))
  const known = new Set((await listAccounts(device)).map(({ dbName }) => dbName))
  for (const name of names) {
    const isInUse = isVisit(name) ? held.has(pageLockName(name)) : name === device.name || known.has(name)
    if (!isInUse) await deleteDb(name)
  }
}
