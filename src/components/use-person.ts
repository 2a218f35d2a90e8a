import type { Avatar } from '#model/person.ts'
import type { BareJid } from '#shared/jid.ts'
import { getAvatar, getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { personName } from './use-person-name.ts'
import { useQuestion } from './use-question.ts'
import { useRemembered } from './use-remembered.ts'

/** Addresses of stored pictures, one per picture for as long as its database is open. */
const addresses = new WeakMap<AccountDb, Map<string, string>>()
const MOST = 500

function addressOf(db: AccountDb, { hash, mediaType, data }: Avatar): string {
  let known = addresses.get(db)
  if (!known) addresses.set(db, (known = new Map()))
  const address = known.get(hash) ?? URL.createObjectURL(new Blob([data], { type: mediaType }))
  known.set(hash, address)
  const [oldest] = known
  if (known.size > MOST && oldest) {
    known.delete(oldest[0])
    URL.revokeObjectURL(oldest[1])
  }
  return address
}

export interface Person {
  name: string
  /** Their picture, when it is stored. */
  src: string | undefined
  /** Their picture's hash, when they have one. */
  hash: string | null
  /** Whether they were ever asked who they are. */
  known: boolean
}

async function readPerson(db: AccountDb, jid: BareJid): Promise<Person> {
  const [name, profile] = await Promise.all([personName(db, jid), getProfile(db, jid)])
  const hash = profile?.avatarHash ?? null
  const avatar = hash === null ? undefined : await getAvatar(db, hash)
  return { name, src: avatar && addressOf(db, avatar), hash, known: profile !== undefined && profile.state !== 'unknown' }
}

/** Name and picture of somebody, from what is stored; what is missing is asked for once. */
export function usePerson(jid: BareJid): Person {
  const person = useRemembered(`person ${jid}`, db => readPerson(db, jid))
  useQuestion('open-profile', { jid }, { enabled: person?.known === false, freshMs: Infinity })
  const hash = person?.hash ?? null
  const missing = person !== undefined && person.src === undefined && hash !== null
  useQuestion('load-avatar', { jid, hash: hash ?? '' }, { enabled: missing, freshMs: Infinity })
  return person ?? { name: jid, src: undefined, hash: null, known: true }
}
