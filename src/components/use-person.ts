import type { Avatar } from '#model/person.ts'
import type { BareJid } from '#shared/jid.ts'
import { getContact } from '#storage/contacts.ts'
import { getAvatar, getProfile } from '#storage/people.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useSession } from './session-store.ts'
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
  /** Whether there is nothing to ask: they have a name and a picture here, or were asked already. */
  known: boolean
  isContact: boolean
}

async function readPerson(db: AccountDb, jid: BareJid): Promise<Person> {
  const [contact, profile] = await Promise.all([getContact(db, jid), getProfile(db, jid)])
  const name = contact?.name || profile?.name || ''
  const hash = profile?.avatarHash ?? null
  const wasAsked = profile !== undefined && (profile.fetchedAt > 0 || profile.state !== 'unknown')
  const avatar = hash === null ? undefined : await getAvatar(db, hash)
  const known = wasAsked || (name !== '' && hash !== null)
  return { name: name || jid, src: avatar && addressOf(db, avatar), hash, known, isContact: contact !== undefined }
}

/** Name and picture of somebody, from what is stored; what is missing is asked for once. */
export function usePerson(jid: BareJid): Person {
  const person = useRemembered(`person ${jid}`, db => readPerson(db, jid))
  const catchingUp = useSession(({ session }) => session.kind === 'online' && session.catchingUp)
  // Of contacts the server tells by itself, once it was told that we are there (XEP-0163 §4.3): who is not told of then is asked.
  const mayCome = person?.isContact === true && catchingUp
  useQuestion('open-face', { jid }, { enabled: person?.known === false && !mayCome, freshMs: Infinity })
  const hash = person?.hash ?? null
  const missing = person !== undefined && person.src === undefined && hash !== null
  useQuestion('load-avatar', { jid, hash: hash ?? '' }, { enabled: missing, freshMs: Infinity })
  return person ?? { name: jid, src: undefined, hash: null, known: true, isContact: false }
}
