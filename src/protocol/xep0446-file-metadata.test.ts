import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { buildFileMetadata, NS_FILE, parseFileMetadata } from './xep0446-file-metadata.ts'
import { xml } from './xml.ts'

test('what was written is read again, and what is not known is not written', () => {
  const full = { mediaType: 'image/jpeg', name: 'bread.jpg', description: 'A loaf & a <knife>', bytes: 12, width: 4, height: 3 }
  const bare = { mediaType: 'text/plain', name: 'a.txt', description: '', bytes: null, width: null, height: null }
  const spoken = { ...bare, mediaType: 'audio/webm;codecs=opus', name: 'voice-message.weba', length: 2500 }
  for (const facts of [full, bare, spoken]) {
    const wire = readElement(xml('link', {}, buildFileMetadata(facts)).toString())
    expect(parseFileMetadata(wire)).toEqual(facts)
  }
  expect(
    buildFileMetadata(bare)
      .getChildElements()
      .map(part => part.getName()),
  ).toEqual(['media-type', 'name'])
})

test('a name has no way out of its folder and no letters that turn it about, and a shape has two sides', () => {
  const parts = `<name>../../etc/\u202Egpj.exe</name><width>99999999</width><height>3</height><size>-1</size>`
  expect(parseFileMetadata(readElement(`<link><file xmlns='${NS_FILE}'>${parts}</file></link>`))).toEqual({
    mediaType: '',
    name: 'gpj.exe',
    description: '',
    bytes: null,
    width: null,
    height: null,
  })
})
