import { Dexie } from 'dexie'
import { expect, test } from 'vitest'
import { newConversation } from '#model/conversation.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { inboxKeys } from './conversations.ts'
import { accountDb } from './db.ts'
import { unreadTotal } from './put-conversation.ts'
import { ACCOUNT_VERSIONS } from './schema.ts'

const [ada, ben, eve] = ['ada', 'ben', 'eve'].map(local => parseBareJid(`${local}@example.org`)) as [BareJid, BareJid, BareJid]

test('of an older version strangers that were never answered go to the requests and count no longer', async () => {
  const name = `kith:strangers-${Math.random()}`
  const old = new Dexie(name)
  for (const [index, { stores }] of ACCOUNT_VERSIONS.slice(0, 3).entries()) old.version(index + 1).stores(stores)
  const [contacts, conversations, messages, settings] = ['contacts', 'conversations', 'messages', 'settings'].map(table => old.table(table))
  await contacts?.put({ jid: ada, name: '', subscription: 'both', ask: false, groups: [] })
  for (const [index, jid] of [ada, ben, eve].entries()) {
    await conversations?.put({ ...newConversation(jid, index), preview: 'hi', unread: 2 })
    await messages?.put({ key: `in ${jid}`, conversation: jid, order: 1, direction: 'in', aliases: [] })
  }
  await messages?.put({ key: 'out', conversation: ben, order: 2, direction: 'out', aliases: [] })
  await settings?.put({ key: 'unread-total', value: 6 })
  old.close()

  const db = accountDb(name)
  expect([await inboxKeys(db, 9), await inboxKeys(db, 9, 2), await unreadTotal(db)]).toEqual([[ben, ada], [eve], 4])
  await db.delete()
})
