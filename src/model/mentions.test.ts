import { expect, test } from 'vitest'
import { parseBareJid, type BareJid } from '#shared/jid.ts'
import { mentions } from './mentions.ts'

const ada = parseBareJid('ada@example.org') as BareJid

test.each([
  ['the address alone', 'ada@example.org'],
  ['in a sentence, with its full stop', 'Ask ada@example.org.'],
  ['in capitals', 'Ask Ada@Example.org'],
  ['as a link', 'see xmpp:ada@example.org'],
  ['as the composer writes it', 'Thanks [@Ada](xmpp:ada@example.org) for this'],
  ['as a link that asks for a message', 'xmpp:ada@example.org?message'],
])('somebody is named by %s', (_how, text) => {
  expect(mentions(ada, { text })).toBe(true)
})

test.each([
  ['a name without an address', 'Thanks, @Ada'],
  ['a longer address', 'the-ada@example.org'],
  ['another host', 'ada@example.organic'],
  ['a host below it', 'ada@example.org.uk'],
  ['one of their posts', 'xmpp:ada@example.org?;node=urn%3Axmpp%3Amicroblog%3A0;item=x'],
  ['nothing', ''],
])('nobody is named by %s', (_how, text) => {
  expect(mentions(ada, { text })).toBe(false)
})

test('an address that is not all ASCII is found as it is and as it stands in a link', () => {
  const bjorn = parseBareJid('björn@example.org') as BareJid
  expect(mentions(bjorn, { text: `[@Björn](xmpp:${encodeURI(bjorn)})` })).toBe(true)
  expect(mentions(bjorn, { text: 'björn@example.org' })).toBe(true)
})

test('a link in markup names somebody, one in a quotation does not', () => {
  const link = { tag: 'a', attrs: { href: 'xmpp:ada@example.org' }, children: ['@Ada'] } as const
  const node = { ...link, children: [...link.children] }
  expect(mentions(ada, { text: '', rich: [{ tag: 'p', attrs: {}, children: ['Hello ', node] }] })).toBe(true)
  expect(mentions(ada, { text: '', rich: [{ tag: 'blockquote', attrs: {}, children: [node] }] })).toBe(false)
})
