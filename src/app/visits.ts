import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { databaseNames, deleteDb } from '#storage/db.ts'

/** A visit without "stay signed in": known to this tab alone, and gone with it. */
export interface Visit {
  jid: BareJid
  dbName: string
}

const KEY = 'kith.visit'
const PREFIX = 'kith:visit:'

export function visitOf(): Visit | null {
  const [jid, dbName] = (sessionStorage.getItem(KEY) ?? '').split('\n')
  const parsed = parseBareJid(jid)
  if (!parsed || !dbName?.startsWith(PREFIX)) return null
  holdVisit(dbName)
  return { jid: parsed, dbName }
}

export function rememberVisit(visit: Visit | null): void {
  if (!visit) return sessionStorage.removeItem(KEY)
  sessionStorage.setItem(KEY, `${visit.jid}\n${visit.dbName}`)
  holdVisit(visit.dbName)
}

/** As long as the tab lives it holds a lock of the database's name: what nobody holds was left behind. */
function holdVisit(dbName: string): void {
  void navigator.locks.request(`${dbName}:page`, { ifAvailable: true }, lock => (lock ? new Promise(() => undefined) : undefined))
}

/** Deletes the databases of visits whose tab is gone. */
export async function deleteAbandonedVisits(mine: string | null): Promise<void> {
  const held = new Set((await navigator.locks.query()).held?.map(lock => lock.name))
  for (const name of await databaseNames()) {
    if (name.startsWith(PREFIX) && name !== mine && !held.has(`${name}:page`)) await deleteDb(name)
  }
}
