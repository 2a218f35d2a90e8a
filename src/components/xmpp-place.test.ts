import { expect, test } from 'vitest'
import { parsePostKey } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { buildXmppUri, parseXmppUri } from '#shared/xmpp-uri.ts'
import { parseBareJid } from '#shared/jid.ts'
import { placeOfXmppUri } from './xmpp-place.ts'

test.each([
  ['a post as we write it', 'xmpp:pubsub.example.org?;node=party%20time;item=a%2Fb', '#/post/pubsub.example.org/party%20time/a%2Fb'],
  [
    'a post as Movim writes it',
    `xmpp:ada@example.org?;node=${BLOG_NODE};item=hello`,
    '#/post/ada%40example.org/urn%3Axmpp%3Amicroblog%3A0/hello',
  ],
  ['a community', 'xmpp:pubsub.example.org?;node=party', '#/communities/pubsub.example.org/party'],
  ['a blog', `xmpp:ada@example.org?;node=${BLOG_NODE}`, '#/people/ada%40example.org'],
  ['somebody', 'xmpp:Ada@Example.org', '#/people/ada%40example.org'],
  ['somebody, with the account to use', 'xmpp://me@example.net/ada@example.org', '#/people/ada%40example.org'],
  ['a service', 'xmpp:pubsub.example.org', '#/communities/pubsub.example.org'],
  ['writing to somebody', 'xmpp:ada@example.org?message;body=hi', '#/chats/ada%40example.org'],
  ['an address that asks for an action shows the person and does nothing', 'xmpp:ada@example.org?remove', '#/people/ada%40example.org'],
])('%s', (_what, uri, place) => expect(placeOfXmppUri(uri)).toBe(place))

test.each(['https://example.org', 'xmpp:', 'xmpp:@', 'xmpp:a b@example.org', `xmpp:${'a'.repeat(5000)}@example.org`])(
  '%s is no place',
  uri => expect(placeOfXmppUri(uri)).toBeUndefined(),
)

test('an address made here is read back here', () => {
  const jid = parseBareJid('pubsub.example.org')
  if (!jid) throw new Error('not an address')
  for (const part of ['plain', 'with space', 'a/b;c=d?e#f', '100%', 'ünï'])
    expect(parseXmppUri(buildXmppUri({ jid, node: part, item: part }))).toMatchObject({ jid, node: part, item: part })
  expect(parsePostKey('pubsub.example.org/a%2Fb/c')).toEqual({ service: jid, node: 'a/b', itemId: 'c' })
})
