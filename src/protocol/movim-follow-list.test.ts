import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { buildFollowEntry, followEntryId, parseFollowEntry } from './movim-follow-list.ts'

const me = parseBareJid('me@example.org') as BareJid
const service = parseBareJid('pubsub.example.org') as BareJid

test.each(['urn:xmpp:pubsub:subscription:0', 'urn:xmpp:pubsub:subscription'])('an entry in %s is read', namespace => {
  const text = `<subscription xmlns='${namespace}' server='Pubsub.Example.org' node='Party'><title>The party</title></subscription>`
  expect(parseFollowEntry(readElement(text))).toEqual({ service, node: 'Party', title: 'The party', foreign: [] })
})

test('what others wrote into an entry is in it when it is written again', () => {
  const pinned = "<extensions><pinned xmlns='urn:xmpp:bookmarks-pinning:0'/></extensions>"
  const text = `<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='pubsub.example.org' node='n'><title>old</title>${pinned}</subscription>`
  const read = parseFollowEntry(readElement(text))
  if (!read) throw new Error('not read')
  const again = readElement(buildFollowEntry({ ...read, title: 'new' }).toString())
  expect(again.getChildText('title')).toBe('new')
  expect(again.getChild('extensions')?.getChild('pinned', 'urn:xmpp:bookmarks-pinning:0')).toBeDefined()
})

test.each([
  "<subscription xmlns='urn:other' server='a' node='b'/>",
  "<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='@' node='b'/>",
])('%s is no entry', text => expect(parseFollowEntry(readElement(text))).toBeUndefined())

test('the item id is the one Movim computes', async () => {
  const expected = createHash('sha1').update('pubsub.example.org<Party<me@example.org').digest('hex')
  expect(await followEntryId(me, { service, node: 'Party' })).toBe(expected)
})
