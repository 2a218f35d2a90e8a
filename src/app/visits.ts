import { liveLockName, pageLockName } from '#bridge/contract.ts'
import { isVisit } from '#model/account.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { forgetAccount, listAccounts, unfinishedAccounts } from '#storage/accounts.ts'
import { databaseNames, deleteDb } from '#storage/db.ts'
import type { DeviceDb } from '#storage/schema.ts'

/** A visit without "stay signed in": known to this tab alone, and gone with it. */
export interface Visit {
  jid: BareJid
  dbName: string
}

const KEY = 'kith.visit'

export function visitOf(): Visit | null {
  const [jid, dbName] = (readVisit() ?? '').split('\n')
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

/** A browser that forbids storage says so when it is touched. */
function readVisit(): string | null {
  try {
    return sessionStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** As long as a tab of the visit lives it holds a lock of the database's name: what nobody holds was left behind. */
function holdVisit(dbName: string): void {
  void navigator.locks.request(pageLockName(dbName), { mode: 'shared' }, () => new Promise(() => undefined))
}

/** A page that is reloaded holds nothing for a moment: what is left behind stays so for longer. */
const RELOAD_MS = 3_000

/**
 * Deletes what was left behind: databases of visits whose tabs are gone, accounts whose first sign-in went with its tab, and databases
 * of accounts that were signed out while something held them or the tab died in the middle of it.
 */
export async function deleteAbandoned(device: DeviceDb): Promise<void> {
  const before = await abandoned(device)
  if (before.accounts.size + before.databases.size === 0) return
  await new Promise(resolve => setTimeout(resolve, RELOAD_MS))
  const still = await abandoned(device)
  for (const jid of still.accounts) if (before.accounts.has(jid)) await forgetAccount(device, jid)
  for (const name of still.databases) if (before.databases.has(name)) await deleteDb(name)
}

async function abandoned(device: DeviceDb): Promise<{ databases: Set<string>; accounts: Set<BareJid> }> {
  // In this order: an account is listed before its database is made.
  const names = await databaseNames()
  const [unfinished, known] = await Promise.all([unfinishedAccounts(device), listAccounts(device)])
  const held = new Set((await navigator.locks.query()).held?.map(lock => lock.name))
  const kept = new Set([device.name, ...known.map(({ dbName }) => dbName)])
  const isInUse = (name: string): boolean => kept.has(name) || held.has(liveLockName(name)) || held.has(pageLockName(name))
  return {
    databases: new Set(names.filter(name => !isInUse(name))),
    accounts: new Set(unfinished.flatMap(({ jid, dbName }) => (isInUse(dbName) ? [] : [jid]))),
  }
}
