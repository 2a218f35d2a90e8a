import { expect, test } from 'vitest'
import { parseBareJid, type BareJid } from '#shared/jid.ts'
import { buildReplace, parseCorrection } from './xep0308-correct.ts'
import { buildRetract, parseRetraction } from './xep0424-retract.ts'
import { buildFallback, NS_FALLBACK, withoutFallback } from './xep0428-fallback.ts'
import { buildMessageReactions, parseMessageReactions } from './xep0444-reactions.ts'
import { buildReply, NS_REPLY, parseReply, quotationOf } from './xep0461-reply.ts'
import { type Child, xml } from './xml.ts'

const you = parseBareJid('you@example.org') as BareJid
const message = (...children: Child[]) => xml('message', { xmlns: 'jabber:client' }, ...children)

test('a correction names what it replaces', () => {
  expect(parseCorrection(message(buildReplace('a')))).toBe('a')
  expect(parseCorrection(message())).toBeUndefined()
  expect(parseCorrection(message(xml('replace', { xmlns: 'other', id: 'a' })))).toBeUndefined()
})

test('a retraction is read in its present and in its older form', () => {
  expect(parseRetraction(message(buildRetract('a')))).toBe('a')
  const old = xml('apply-to', { xmlns: 'urn:xmpp:fasten:0', id: 'b' }, xml('retract', { xmlns: 'urn:xmpp:message-retract:0' }))
  expect(parseRetraction(message(old))).toBe('b')
  expect(parseRetraction(message(xml('apply-to', { xmlns: 'urn:xmpp:fasten:0', id: 'b' })))).toBeUndefined()
})

test('reactions are emoji, each once, and none at all takes them back', () => {
  expect(parseMessageReactions(message(buildMessageReactions({ id: 'a', emojis: ['👍', '❤️'] })))).toEqual({
    id: 'a',
    emojis: ['👍', '❤️'],
  })
  const odd = xml('reactions', { xmlns: 'urn:xmpp:reactions:0', id: 'a' }, ...['👍', '👍', 'no', ''].map(text => xml('reaction', {}, text)))
  expect(parseMessageReactions(message(odd))).toEqual({ id: 'a', emojis: ['👍'] })
  expect(parseMessageReactions(message(buildMessageReactions({ id: 'a', emojis: [] })))).toEqual({ id: 'a', emojis: [] })
  expect(parseMessageReactions(message(xml('reactions', { xmlns: 'urn:xmpp:reactions:0' })))).toBeUndefined()
})

test('an answer comes back without the quotation that stood before it, counted in code points', () => {
  const quotation = quotationOf('An 😀 and\nmore')
  expect(quotation).toBe('> An 😀 and\n> more\n')
  const sent = message(...buildReply({ id: 'a', to: you }, quotation))
  expect(parseReply(sent, `${quotation}Yes 😀`)).toEqual({ reply: { id: 'a', to: you, quote: 'An 😀 and\nmore' }, body: 'Yes 😀' })
  expect(parseReply(message(), '> not an answer\nYes')).toBeUndefined()
  expect(parseReply(message(...buildReply({ id: 'a', to: you }, '')), 'Yes')).toEqual({
    reply: { id: 'a', to: you, quote: '' },
    body: 'Yes',
  })
})

test('of fallbacks only those for what is understood are taken out, and nonsense takes out nothing', () => {
  const body = 'abcdef'
  const part = (start: string, end: string, xmlns = NS_FALLBACK) =>
    message(xml('fallback', { xmlns, for: NS_REPLY }, xml('body', { start, end })))
  expect(withoutFallback(part('2', '4'), body, NS_REPLY)).toEqual({ body: 'abef', fallback: 'cd' })
  expect(withoutFallback(part('2', '4', 'urn:xmpp:feature-fallback:0'), body, NS_REPLY)).toEqual({ body: 'abef', fallback: 'cd' })
  expect(withoutFallback(part('2', '4'), body, 'other')).toEqual({ body, fallback: '' })
  expect(withoutFallback(part('4', '2'), body, NS_REPLY)).toEqual({ body, fallback: '' })
  expect(withoutFallback(part('-1', '2'), body, NS_REPLY)).toEqual({ body, fallback: '' })
  expect(withoutFallback(part('4', '99'), body, NS_REPLY)).toEqual({ body: 'abcd', fallback: 'ef' })
  expect(withoutFallback(message(buildFallback(NS_REPLY)), body, NS_REPLY)).toEqual({ body: '', fallback: body })
})
