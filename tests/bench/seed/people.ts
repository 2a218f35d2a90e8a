import { TALKS } from '../../servers/demo-world/talk.ts'
import { type PastMessage, writeArchive } from '../../servers/prosody-archive.ts'
import { insertRows } from '../../servers/prosody-database.ts'
import type { TestServer } from '../../servers/test-server.ts'

export const PASSWORD = 'correct horse'

export interface Person {
  local: string
  jid: string
  password: string
}

const SCRAPS = TALKS.flatMap(talk => talk.split('|').map(scrap => scrap.replace(/^>/, '')))
const MINUTE = 60_000

export const friendJid = (server: TestServer, index: number): string => `friend-${index}@${server.domain}`

/** An account with so many contacts, who exist, know it and are away. */
export async function seedPerson(server: TestServer, local: string, contacts = 20): Promise<Person> {
  await server.register(local, PASSWORD)
  const jid = `${local}@${server.domain}`
  const INSERT = `INSERT INTO prosody ("host","user","store","type","key","value") VALUES (?,?,?,?,?,?)`
  const both = (name: string): string => JSON.stringify({ subscription: 'both', name, groups: {} })
  const rows = Array.from({ length: contacts }, (_, index) => {
    const friend = `friend-${index}`
    return [
      [server.domain, local, 'roster', 'json', friendJid(server, index), both(`Friend ${String(index).padStart(4, '0')}`)],
      [server.domain, friend, 'roster', 'json', jid, both(local)],
    ]
  })
  insertRows(server, INSERT, rows.flat())
  seedFriends(server, contacts)
  return { local, jid, password: PASSWORD }
}

/** How many friends each server has: they are there once, whoever knows them. */
const friends = new WeakMap<TestServer, number>()

function seedFriends(server: TestServer, count: number): void {
  const known = friends.get(server) ?? 0
  const rows = Array.from({ length: Math.max(0, count - known) }, (_, index) => [server.domain, `friend-${known + index}`])
  insertRows(
    server,
    `INSERT INTO prosody ("host","user","store","key","type","value") VALUES (?,?,'accounts','created','number','1')`,
    rows,
  )
  friends.set(server, Math.max(known, count))
}

interface Talk {
  count: number
  /** Over how many friends it goes round; default one. */
  friends?: number
  /** How long ago the last word was said. */
  minutesAgo?: number
  /** Who of the two speaks; default both in turn. */
  only?: 'them'
}

/** The text of the last word of a talk, which no other message has. */
export const lastWord = (name: string): string => `the last word of ${name}`

/**
 * Puts a talk into a person's archive, a message every few seconds.
 * @param name of the talk; its messages go by it
 */
export function seedTalk(server: TestServer, person: Person, name: string, { count, friends = 1, minutesAgo = 5, only }: Talk): void {
  const end = Date.now() - minutesAgo * MINUTE
  const messages = Array.from({ length: count }, (_, index): PastMessage => {
    const friend = friendJid(server, index % friends)
    const isTheirs = only === 'them' || index % 2 === 1 || index === count - 1
    const scrap = SCRAPS[index % SCRAPS.length] ?? ''
    return {
      id: `${name}-${index}`,
      from: isTheirs ? friend : person.jid,
      to: isTheirs ? person.jid : friend,
      body: index === count - 1 ? lastWord(name) : `${scrap} (${index})`,
      at: end - (count - 1 - index) * 3000,
    }
  })
  writeArchive(server, new Set([person.jid]), messages)
}
