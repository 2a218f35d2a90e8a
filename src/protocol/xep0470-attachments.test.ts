import { expect, test } from 'vitest'
import { readElement } from '#engine/session/xml-reader.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import {
  attachmentsNodeOf,
  buildAttachments,
  MOST_REACTIONS,
  NS_ATTACHMENTS,
  parseAttachmentsNode,
  parseReactions,
} from './xep0470-attachments.ts'

const attached = (inner: string) => readElement(`<attachments xmlns='${NS_ATTACHMENTS}'>${inner}</attachments>`)

test('the node of the example in the XEP', () => {
  const juliet = parseBareJid('juliet@capulet.lit') as BareJid
  expect(attachmentsNodeOf({ service: juliet, node: 'urn:xmpp:microblog:0', itemId: 'balcony-restoration-afd1' })).toBe(
    'urn:xmpp:pubsub-attachments:1/xmpp:juliet@capulet.lit?;node=urn%3Axmpp%3Amicroblog%3A0;item=balcony-restoration-afd1',
  )
})

test('a node tells its item, and one that is written in another way tells none', () => {
  const service = parseBareJid('pubsub.example.org') as BareJid
  const item = { service, node: 'a;item=b/ü', itemId: 'x?y;z' }
  const name = attachmentsNodeOf(item)
  expect(parseAttachmentsNode(name)).toEqual(item)
  const prefix = `${NS_ATTACHMENTS}/xmpp:pubsub.example.org?;`
  for (const other of [
    name.toLowerCase(),
    `${prefix}node=%zz;item=b`,
    `${prefix}node=a`,
    `${prefix}node=a/b;item=c`,
    'urn:xmpp:microblog:0',
  ])
    expect(parseAttachmentsNode(other)).toBeUndefined()
})

test('reactions are emoji, each once and not without end', () => {
  const read = attached(
    `<noticed timestamp='2022-07-11T12:07:24Z'/><reactions timestamp='2022-07-11T12:07:48Z'><reaction>👷</reaction><reaction>🔨</reaction><reaction>👷</reaction><reaction>buy now</reaction><reaction/></reactions>`,
  )
  expect(parseReactions(read)).toEqual({ emojis: ['👷', '🔨'], at: Date.UTC(2022, 6, 11, 12, 7, 48) })
  const many = Array.from({ length: 90 }, (_, index) => `<reaction>${String.fromCodePoint(0x1f600 + (index % 60))}</reaction>`).join('')
  expect(parseReactions(attached(`<reactions>${many}</reactions>`))?.emojis).toHaveLength(MOST_REACTIONS)
})

test('what was noticed says nothing, and another payload is none', () => {
  expect(parseReactions(attached(`<noticed/>`))).toEqual({ emojis: [], at: null })
  expect(parseReactions(readElement(`<reactions xmlns='urn:xmpp:reactions:0'><reaction>👷</reaction></reactions>`))).toBeUndefined()
  expect(parseReactions(undefined)).toBeUndefined()
})

test('what is not known is published again, and only the reactions change', () => {
  const held = attached(
    `<noticed/><rating xmlns='urn:example' stars='4'><why>so</why></rating><reactions><reaction>👷</reaction></reactions>`,
  )
  const built = readElement(buildAttachments(held, { emojis: ['🔨'], at: 0 }).toString())
  expect(built.getChild('noticed')).toBeDefined()
  expect(built.getChild('rating', 'urn:example')?.getChildText('why')).toBe('so')
  expect(parseReactions(built)).toEqual({ emojis: ['🔨'], at: 0 })
  expect(String(buildAttachments(attached(`<reactions><reaction>👷</reaction></reactions>`), { emojis: [], at: 0 }))).toBe(
    `<attachments xmlns="${NS_ATTACHMENTS}"/>`,
  )
})
