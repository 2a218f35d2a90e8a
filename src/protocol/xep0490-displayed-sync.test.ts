import { expect, test } from 'vitest'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { xml } from './xml.ts'
import { buildDisplayedSync, DISPLAYED_NODE, parseDisplayedSync } from './xep0490-displayed-sync.ts'

const by = parseBareJid('juliet@capulet.lit') as BareJid
const SID = 'urn:xmpp:sid:0'

test('an item says up to which message of the archive a conversation was read', () => {
  expect(parseDisplayedSync(buildDisplayedSync({ by, id: '0f71' }))).toEqual({ by, id: '0f71' })
})

test.each([
  ['another namespace', xml('displayed', { xmlns: 'urn:xmpp:chat-markers:0' }, xml('stanza-id', { xmlns: SID, by, id: '1' }))],
  ['an id of no namespace', xml('displayed', { xmlns: DISPLAYED_NODE }, xml('stanza-id', { by, id: '1' }))],
  ['no archive', xml('displayed', { xmlns: DISPLAYED_NODE }, xml('stanza-id', { xmlns: SID, id: '1' }))],
  ['no id', xml('displayed', { xmlns: DISPLAYED_NODE }, xml('stanza-id', { xmlns: SID, by }))],
])('%s says nothing', (_what, payload) => {
  expect(parseDisplayedSync(payload)).toBeUndefined()
})
