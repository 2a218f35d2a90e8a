import { execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { seeded } from '../../faults/seeded.ts'
import { escapeXml } from '../../support/raw-client.ts'
import { PEOPLE } from './people.ts'
import type { World } from './world.ts'
import { TALKS } from './talk.ts'

const MESSAGES = 2000
const DAY = 86_400_000

interface Line {
  from: string
  to: string
  body: string
  at: number
}

/** What everybody said to Anna and to each other over the last weeks, oldest first. */
function conversation(world: World): Line[] {
  const random = seeded(4711)
  const lines: Line[] = []
  const [me, ...others] = PEOPLE.map(({ local }) => world.jidOf(local))
  if (!me) return []
  for (let talk = 0; lines.length < MESSAGES; talk += 1) {
    // The first friend is the closest: more than a third of all talk is with him.
    const friend = others[random() < 0.35 ? 0 : Math.floor(random() * others.length)] ?? me
    const scraps = (TALKS[talk % TALKS.length] ?? '').split('|')
    let at = world.now - 42 * DAY + talk * 2 * 3_600_000 + random() * 3_600_000
    for (const scrap of scraps) {
      at += 20_000 + random() * 160_000
      const isTheirs = scrap.startsWith('>')
      lines.push({ from: isTheirs ? friend : me, to: isTheirs ? me : friend, body: isTheirs ? scrap.slice(1) : scrap, at })
    }
  }
  const kept = lines.slice(0, MESSAGES)
  // Squeezed so that the last word is an hour old.
  const [first, last] = [kept[0]?.at ?? 0, kept.at(-1)?.at ?? 1]
  const span = world.now - 3_600_000 - first
  return kept.map(line => ({ ...line, at: first + ((line.at - first) / (last - first)) * span }))
}

/**
 * Writes history into the server's archive. A server stamps what it archives itself, so the past can only be written into its
 * database, with the Lua and the driver that Prosody brings.
 */
export function seedArchive(world: World): void {
  const rows = conversation(world).flatMap((line, index) => {
    const id = `talk-${index}`
    const stanza = `<message xmlns='jabber:client' from='${line.from}/demo' to='${line.to}' type='chat' id='${id}'><body>${escapeXml(line.body)}</body><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/></message>`
    const row = (owner: string, other: string): string[] => [
      owner.split('@')[0] ?? '',
      `${id}-${owner}`,
      String(Math.floor(line.at / 1000)),
      other,
      stanza,
    ]
    return [row(line.from, line.to), row(line.to, line.from)]
  })
  const { dir, domain } = world.server
  const data = path.join(dir, 'archive.tsv')
  writeFileSync(data, rows.map(row => row.join('\t')).join('\n'))
  const script = path.join(dir, 'archive.lua')
  writeFileSync(
    script,
    `local DBI = require "DBI"
local db = assert(DBI.Connect("SQLite3", arg[1])); db:autocommit(false)
local insert = assert(db:prepare([[INSERT INTO prosodyarchive ("host","user","store","when","with","key","type","value") VALUES (?,?,?,?,?,?,?,?)]]))
for line in io.lines(arg[2]) do
  local user, key, at, other, stanza = line:match("^([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t([^\\t]*)\\t(.*)$")
  assert(insert:execute(arg[3], user, "archive", tonumber(at), other, key, "xml", stanza))
end
assert(db:commit())
`,
  )
  const lua = readdirSync('/usr/bin').find(name => /^lua5\.\d$/.test(name)) ?? 'lua'
  execFileSync(lua, [script, path.join(dir, 'prosody.sqlite'), data, domain], { stdio: ['ignore', 'ignore', 'pipe'] })
}
