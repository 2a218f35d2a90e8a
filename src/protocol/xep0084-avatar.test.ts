import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { parseVCardTemp } from './xep0054-vcard-temp.ts'
import { decodePicture, imageTypeOf, MAX_AVATAR_BYTES, parseAvatarMetadata } from './xep0084-avatar.ts'
import { parseNick } from './xep0172-nick.ts'
import { parseVCard4 } from './xep0292-vcard4.ts'

const hash = 'a'.repeat(40)

test('metadata with nothing in it says that the picture was taken away', () => {
  expect(parseAvatarMetadata(readElement("<metadata xmlns='urn:xmpp:avatar:metadata'/>"))).toEqual([])
  expect(parseAvatarMetadata(readElement("<metadata xmlns='urn:other'/>"))).toBeUndefined()
})

test('a picture has a hash or a web address, anything else is none', () => {
  const text = `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='${hash.toUpperCase()}' type='image/png' bytes='5'/><info id='nonsense'/><info id='x' url='https://example.org/a.jpg'/><info url='javascript:x'/></metadata>`
  expect(parseAvatarMetadata(readElement(text))?.map(info => [info.hash, info.url])).toEqual([
    [hash, null],
    ['x', 'https://example.org/a.jpg'],
  ])
})

test('too much and not base64 are no picture', () => {
  expect(decodePicture(Buffer.alloc(MAX_AVATAR_BYTES + 1).toString('base64'))).toBeUndefined()
  expect(decodePicture('***')).toBeUndefined()
  expect(decodePicture('')).toBeUndefined()
  expect(decodePicture(' iVBO\nRw== ')?.length).toBe(4)
})

test('the type is read from the bytes: svg and html are none of the four', () => {
  expect(imageTypeOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1]))).toBe('image/png')
  expect(imageTypeOf(new TextEncoder().encode('<svg xmlns='))).toBeUndefined()
})

test('a card gives a name even where it has no full one', () => {
  const card = (inner: string): string => `<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'>${inner}</vcard>`
  expect(parseVCard4(readElement(card('<fn><text>Ann</text></fn><note><text>hi</text></note>')))).toEqual({ name: 'Ann', about: 'hi' })
  expect(parseVCard4(readElement(card('<n><given>Ann</given><surname>B</surname></n>')))).toEqual({ name: 'Ann B', about: '' })
  expect(parseVCardTemp(readElement("<vCard xmlns='vcard-temp'><NICKNAME>An</NICKNAME></vCard>"))).toEqual({
    name: 'An',
    about: '',
    photo: null,
  })
  expect(parseNick(readElement("<nick xmlns='http://jabber.org/protocol/nick'> Ann </nick>"))).toBe('Ann')
})
