import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { TestServer } from './test-server.ts'

const INSERT = `local DBI = require "DBI"
local db = assert(DBI.Connect("SQLite3", arg[1]))
-- Prosody may be writing.
assert(assert(db:prepare("PRAGMA busy_timeout = 20000")):execute())
db:autocommit(false)
local insert = assert(db:prepare(arg[3]))
for line in io.lines(arg[2]) do
  local values = {}
  for value in (line .. "\\t"):gmatch("([^\\t]*)\\t") do values[#values + 1] = value end
  assert(insert:execute((table.unpack or unpack)(values)))
end
assert(db:commit())
`

/**
 * Writes rows into the database of a running Prosody, with the Lua and the driver that it brings: the only way to a past (a server
 * stamps what it archives itself) and to thousands of anything in a moment.
 * @param statement one INSERT with a `?` for each value of a row
 * @param rows values without tabs and line ends; a column of whole numbers takes them as text as well
 */
export function insertRows({ dir }: Pick<TestServer, 'dir'>, statement: string, rows: readonly (readonly string[])[]): void {
  if (rows.length === 0) return
  const [script, data] = [path.join(dir, 'insert.lua'), path.join(dir, 'insert.tsv')]
  writeFileSync(script, INSERT)
  writeFileSync(data, rows.map(row => `${row.join('\t')}\n`).join(''))
  const lua = readdirSync('/usr/bin').find(name => /^lua5\.\d$/.test(name)) ?? 'lua'
  execFileSync(lua, [script, path.join(dir, 'prosody.sqlite'), data, statement], { stdio: ['ignore', 'ignore', 'pipe'] })
  for (const file of [script, data]) rmSync(file)
}
