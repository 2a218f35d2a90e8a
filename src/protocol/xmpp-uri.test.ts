import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { buildPubsubUri, parsePubsubUri } from './xmpp-uri.ts'

const service = parseBareJid('pubsub.example.org') as BareJid

test.each([
  ['Movim, raw', 'xmpp:pubsub.example.org?;node=urn:xmpp:microblog:0:comments/abc', 'urn:xmpp:microblog:0:comments/abc', null],
  ['XEP-0277, encoded', 'xmpp:pubsub.example.org?;node=urn%3Axmpp%3Amicroblog%3A0;item=a%20b', 'urn:xmpp:microblog:0', 'a b'],
  ['the line breaks of the XEP', 'xmpp:pubsub.example.org?;\n   node=party;\n   item=x', 'party', 'x'],
  ['with an action', 'xmpp:pubsub.example.org?pubsub;action=retrieve;node=party;item=x', 'party', 'x'],
  ['a raw percent sign', 'xmpp:pubsub.example.org?;node=100%;item=%zz', '100%', '%zz'],
])('%s is read', (_name, uri, node, item) => {
  expect(parsePubsubUri(uri)).toEqual({ service, node, item })
})

test.each(['', 'xmpp:pubsub.example.org', 'https://example.org/?;node=a', 'xmpp:?;node=a', 'xmpp:a@b@c?;node=x', undefined])(
  '%j is no address of a node',
  uri => expect(parsePubsubUri(uri)).toBeUndefined(),
)

test('any node and item survive the way through an address', () => {
  const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter(text => text.isWellFormed())
  fc.assert(
    fc.property(name, name, (node, item) => {
      expect(parsePubsubUri(buildPubsubUri({ service, node, item }))).toEqual({ service, node, item })
    }),
  )
})

test('the comments link is exactly what Movim cuts after 36 characters', () => {
  const uri = buildPubsubUri({ service, node: 'urn:xmpp:microblog:0:comments/some-id' })
  expect(uri.slice(uri.indexOf('?')).slice(0, 36)).toBe('?;node=urn:xmpp:microblog:0:comments')
})
