import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { buildMentions, buildPostReference, parseMentions, parsePostReference } from './xep0372-references.ts'
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

test('people are named at a place that is counted in characters, as a person counts them', () => {
  const ada = parseBareJid('ada@example.org') as BareJid
  const body = '🎉 hi @Ada, @Ada again'
  const mentions = [{ text: '@Ada', jid: ada }]
  const [reference] = buildMentions(body, [...mentions, { text: '@Nobody', jid: ada }])
  expect(reference?.attrs).toMatchObject({ type: 'mention', begin: '5', end: '9', uri: 'xmpp:ada@example.org' })
  expect(parseMentions(readElement(xml('message', {}, ...buildMentions(body, mentions)).toString()), body)).toEqual(mentions)
  const asked = "<reference xmlns='urn:xmpp:reference:0' type='mention' begin='72' end='78' uri='xmpp:juliet@capulet.lit'/>"
  const words = 'But, soft! what light through yonder window breaks? It is the east, and Juliet is the sun.'
  expect(parseMentions(readElement(`<message>${asked}</message>`), words)).toEqual([
    { text: 'Juliet', jid: parseBareJid('juliet@capulet.lit') },
  ])
})

test('a place that is none, an address that is none, and too many of them', () => {
  const read = (attributes: string, body = 'hi @Ada') =>
    parseMentions(readElement(`<message><reference xmlns='urn:xmpp:reference:0' type='mention' ${attributes}/></message>`), body)
  for (const wrong of [
    "begin='3' end='70'",
    "begin='5' end='3'",
    "begin='-1' end='3'",
    "begin='0' end='0'",
    "end='3'",
    "begin='2' end='3'",
  ])
    expect(read(`${wrong} uri='xmpp:ada@example.org'`)).toEqual([])
  for (const uri of ['javascript:alert(1)', 'https://example.org/', 'xmpp:', '']) expect(read(`begin='3' end='7' uri='${uri}'`)).toEqual([])
  const all = Array.from(
    { length: 100 },
    (_, at) => `<reference xmlns='urn:xmpp:reference:0' type='mention' begin='${at}' end='${at + 1}' uri='xmpp:a@b.c'/>`,
  )
  const letters = Array.from({ length: 100 }, (_, at) => String.fromCodePoint(0x4e00 + at)).join('')
  expect(parseMentions(readElement(`<message>${all.join('')}</message>`), letters)).toHaveLength(20)
})
