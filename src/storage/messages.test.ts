import { afterEach, beforeEach, expect, test } from 'vitest'
import { aliasOfArchive, aliasOfSender } from '#model/message-alias.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { accountDb } from './db.ts'
import { placeInHistory } from './messages.ts'
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
