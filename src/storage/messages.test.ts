import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Message } from '#model/message.ts'
import { aliasOfArchive, aliasOfSender } from '#model/message-alias.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import { followQuery } from './follow-query.ts'
import { inParts } from './in-parts.ts'
import { historyUpTo, placeInHistory } from './messages.ts'
import type { AccountDb } from './schema.ts'

const [me, ada, ben] = ['me', 'ada', 'ben'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:messages-${Math.random()}`)
  const aliases = [aliasOfSender(ada, ada, 'theirs'), aliasOfArchive(me, 'archived')]
  await db.messages.put({ key: 'k1', conversation: ada, order: 7, aliases } as never)
})
afterEach(() => db.delete())

test.each(['k1', 'theirs', 'archived'])('a message has its place by its key, its sender’s id and the archive’s: %s', async id => {
  expect(await placeInHistory(db, { conversation: ada, account: me, id })).toEqual({ key: 'k1', order: 7 })
})

test.each(['k1', 'theirs', 'archived', 'other'])('it has none in another conversation: %s', async id => {
  expect(await placeInHistory(db, { conversation: ben, account: me, id })).toBeNull()
})

test('the newest of a conversation are read again for what comes among them, not for the hundreds that the archive puts above', async () => {
  const row = (order: number) => ({ key: `m${order}`, conversation: ben, order, aliases: [] }) as never
  const store = (from: number, count: number) =>
    db.transaction('rw', db.messages, () =>
      inParts(
        Array.from({ length: count }, (_, index) => row(from + index)),
        part => db.messages.bulkPut(part),
      ),
    )
  await store(1000, 60)
  const read = vi.fn<() => Promise<Message[]>>(async () => historyUpTo(db, ben, 40))
  const told: number[][] = []
  const stop = followQuery(read).subscribe(rows => told.push([rows.length, rows[0]?.order ?? 0, rows.at(-1)?.order ?? 0]))
  const all: number[] = []
  const stopAll = followQuery(async () => db.messages.count()).subscribe(count => all.push(count))
  await vi.waitFor(() => expect([told, all]).toEqual([[[40, 1020, 1059]], [61]]))
  read.mockClear()
  await store(1, 300)
  await vi.waitFor(() => expect(all.at(-1)).toBe(361))
  expect(read).not.toHaveBeenCalled()
  await store(1060, 1)
  await vi.waitFor(() => expect(told.at(-1)).toEqual([40, 1021, 1060]))
  await db.messages.delete('m1050')
  await vi.waitFor(() => expect(told.at(-1)).toEqual([40, 1020, 1060]))
  stop()
  stopAll()
})
