import { expect, test } from 'vitest'
import type { Mention } from '#model/message-content.ts'
import { jid } from '../../../tests/support/engines.ts'
import { splitMentions } from './mentions.ts'

const mention = (text: string): Mention => ({ text, jid: jid('ada@example.org') })
const chips = (text: string, ...names: string[]) =>
  splitMentions(text, names.map(mention)).flatMap(part => (part.jid === undefined ? [] : part.text))

test('names are found wherever they stand, the longer first, and never inside of a longer word', () => {
  expect(chips('hi @Ada, @Ada Lovelace and @Adam', '@Ada', '@Ada Lovelace')).toEqual(['@Ada', '@Ada Lovelace'])
  expect(chips('Ada', 'Ada')).toEqual(['Ada'])
  expect(chips('nothing')).toEqual([])
})

test('no name is a pattern, and no character is lost', () => {
  for (const name of ['@a.b', '@(x)', '@a|b', '@[z]', '@\\', '@-/^$*+?{}']) {
    expect(chips(`say ${name} now @aXb`, name)).toEqual([name])
    expect(
      splitMentions(`say ${name} now`, [mention(name)])
        .map(({ text }) => text)
        .join(''),
    ).toBe(`say ${name} now`)
  }
})
