import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { buildPostReference, parsePostReference } from './xep0372-references.ts'
import { xml } from './xml.ts'

const service = parseBareJid('pubsub.example.org') as BareJid

test('a post that is passed on is found again, also as Movim writes it', () => {
  const post = { service, node: 'urn:xmpp:microblog:0', item: 'a b;c' }
  expect(parsePostReference(readElement(xml('message', {}, buildPostReference(post)).toString()))).toEqual(post)
  const movim = `<message><reference xmlns='urn:xmpp:reference:0' type='data' uri='xmpp:pubsub.example.org?;node=party;item=x'/></message>`
  expect(parsePostReference(readElement(movim))).toEqual({ service, node: 'party', item: 'x' })
})

test('a mention, a file and a node are no posts', () => {
  const reference = (attributes: string) =>
    parsePostReference(readElement(`<message><reference xmlns='urn:xmpp:reference:0' ${attributes}/></message>`))
  expect(reference("type='mention' uri='xmpp:pubsub.example.org?;node=party;item=x'")).toBeUndefined()
  expect(reference("type='data' uri='https://example.org/a.jpg'")).toBeUndefined()
  expect(reference("type='data' uri='xmpp:pubsub.example.org?;node=party'")).toBeUndefined()
})
