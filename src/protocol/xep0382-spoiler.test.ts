import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { buildSpoiler, parseSpoiler } from './xep0382-spoiler.ts'

const read = (content: string) => parseSpoiler(readElement(`<message xmlns='jabber:client'>${content}</message>`))

test('a spoiler has a hint or none, and most messages are none', () => {
  for (const hint of ['', 'Love story end']) expect(read(buildSpoiler(hint).toString())).toBe(hint)
  const several =
    "<spoiler xml:lang='en' xmlns='urn:xmpp:spoiler:0'>The beach</spoiler><spoiler xml:lang='ca' xmlns='urn:xmpp:spoiler:0'>La platja</spoiler>"
  expect(read(several)).toBe('The beach')
  expect(read('<spoiler/>')).toBeUndefined()
  expect(read(`<spoiler xmlns='urn:xmpp:spoiler:0'>${'a \n'.repeat(10_000)}</spoiler>`)).toHaveLength(200)
})
