import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { buildSavedEntry, parseSavedEntry, savedEntryId, SAVED_POSTS_NODE } from './kith-saved-posts.ts'

const service = parseBareJid('juliet@capulet.example') as BareJid
const address = { service, node: 'urn:xmpp:microblog:0', itemId: 'balcony' }
const uri = 'xmpp:juliet@capulet.example?;node=urn%3Axmpp%3Amicroblog%3A0;item=balcony'

test('what is written is read again, whatever signs are in it', () => {
  const entry = { ...address, node: 'a;b=c/d %', itemId: '?#&<ü>', title: 'From the "balcony"', savedAt: 1_700_000_000_000, foreign: [] }
  expect(parseSavedEntry(readElement(buildSavedEntry(entry).toString()))).toEqual(entry)
})

test('the id is the hash that the README gives', async () => {
  expect(buildSavedEntry({ ...address, title: '', savedAt: null, foreign: [] }).attrs['uri']).toBe(uri)
  expect(await savedEntryId(address)).toBe('93bf001f4c9b55b33743dc914ff5edb1b9f6db3b')
})

test('what others wrote into an entry is in it when it is written again, and a title of theirs is not ours', () => {
  const theirs = "<note xmlns='urn:other'>read on Sunday</note><title xmlns='urn:other'>no</title>"
  const read = parseSavedEntry(readElement(`<saved xmlns='${SAVED_POSTS_NODE}' uri='${uri}'>${theirs}</saved>`))
  if (!read) throw new Error('not read')
  expect(read).toMatchObject({ title: '', savedAt: null })
  expect(buildSavedEntry({ ...read, title: 'new' }).toString()).toContain('<note xmlns="urn:other">read on Sunday</note>')
})

test('a title without end is cut', () => {
  const text = `<saved xmlns='${SAVED_POSTS_NODE}' uri='${uri}' stamp='yesterday'><title>${'long '.repeat(1000)}</title></saved>`
  const read = parseSavedEntry(readElement(text))
  expect(read?.title).toHaveLength(300)
  expect(read?.savedAt).toBeNull()
})

test.each([
  `<saved xmlns='urn:other' uri='${uri}'/>`,
  `<kept xmlns='${SAVED_POSTS_NODE}' uri='${uri}'/>`,
  `<saved xmlns='${SAVED_POSTS_NODE}'/>`,
  `<saved xmlns='${SAVED_POSTS_NODE}' uri='https://example.org/'/>`,
  `<saved xmlns='${SAVED_POSTS_NODE}' uri='xmpp:juliet@capulet.example?;node=blog'/>`,
])('%s is no entry', text => expect(parseSavedEntry(readElement(text))).toBeUndefined())
