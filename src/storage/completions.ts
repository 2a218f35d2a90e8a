import { fold } from '#shared/fold.ts'
import { type FoundPerson, searchPeople } from './search.ts'
import type { AccountDb } from './schema.ts'

const MOST = 6
const SEARCHED = 100

/** Tags this device has met that begin so, the shortest first. */
export async function tagsBeginning(db: AccountDb, typed: string): Promise<string[]> {
  const found = (await db.posts.where('tags').startsWith(typed.normalize('NFC').toLowerCase()).uniqueKeys()) as string[]
  return found.toSorted((one, other) => one.length - other.length).slice(0, MOST)
}

/** People this device knows, a word of whose name or whose address begins so. */
export async function peopleBeginning(db: AccountDb, typed: string): Promise<FoundPerson[]> {
  const wanted = fold(typed)
  const begins = ({ jid, name }: FoundPerson): boolean => [...fold(name).split(/\s+/u), jid].some(word => word.startsWith(wanted))
  return (await searchPeople(db, typed, SEARCHED)).filter(begins).slice(0, MOST)
}
