import { expect, test } from 'vitest'
import { SKIN_TONES, withTone } from '#shared/emoji-tone.ts'
import { codeFor, emojiNamed, findEmojis } from './find-emojis.ts'
import { type Emoji, EMOJI_GROUPS, loadEmojis } from './load-emojis.ts'

const names = (emojis: readonly Emoji[]): string => emojis.map(({ emoji }) => emoji).join('')

test('every group is there, in every language, with names of that language; Arabic has the English ones', async () => {
  const english = await loadEmojis('en')
  expect(english.length).toBeGreaterThan(1700)
  expect(new Set(english.map(({ group }) => group))).toEqual(new Set(EMOJI_GROUPS))
  const labels: string[] = []
  for (const language of ['fr', 'de', 'ja', 'ar-EG']) {
    const emojis = await loadEmojis(language)
    expect(emojis.map(({ emoji }) => emoji)).toEqual(english.map(({ emoji }) => emoji))
    labels.push(emojis.find(({ emoji }) => emoji === '👋')?.label ?? '')
  }
  expect(labels).toEqual(['signe de la main', 'winkende Hand', '手を振る', 'waving hand'])
})

test('a shortcode is found by its beginning, the one that is called so first', async () => {
  const emojis = await loadEmojis('en')
  expect(names(findEmojis(emojis, 'smile', 1))).toBe('😄')
  expect(names(findEmojis(emojis, 'smi', 20))).toContain('😄')
  expect(names(findEmojis(emojis, 'thumbs_u', 1))).toBe('👍')
  expect(names(findEmojis(emojis, '+1', 1))).toBe('👍')
  expect(findEmojis(emojis, ' ', 5)).toEqual([])
})

test('words of a name and of what it is about are found in any order, with and without accents', async () => {
  const emojis = await loadEmojis('fr')
  expect(names(findEmojis(emojis, 'cœur rouge', 1))).toBe('❤️')
  expect(names(findEmojis(emojis, 'fete', 30))).toContain('🎉')
  expect(names(findEmojis(await loadEmojis('ja'), '猫', 30))).toContain('🐈')
  expect(names(findEmojis(await loadEmojis('de'), 'hand winkend', 3))).toContain('👋')
})

test('a shortcode that is typed to its end names one emoji, in every language', async () => {
  for (const language of ['en', 'fr', 'de', 'ja', 'ar']) expect(emojiNamed(await loadEmojis(language), 'Tada')?.emoji).toBe('🎉')
  expect(emojiNamed(await loadEmojis('en'), 'no_such_thing')).toBeUndefined()
  const thumb = emojiNamed(await loadEmojis('en'), '+1')
  expect([thumb && codeFor(thumb, 'thum'), thumb && codeFor(thumb, '+')]).toEqual([expect.stringMatching(/^thumb/), '+1'])
})

test('a tone goes to the people of an emoji that takes one', async () => {
  const wave = emojiNamed(await loadEmojis('en'), 'wave')
  expect(wave?.toned).toBe(true)
  expect(SKIN_TONES.map(tone => withTone('👋', tone)).join(' ')).toBe('👋 👋🏻 👋🏼 👋🏽 👋🏾 👋🏿')
  // The variation selector gives way to the tone.
  expect(withTone('☝️', 3)).toBe('☝🏽')
  expect(withTone('👩‍🚀', 5)).toBe('👩🏿‍🚀')
  expect(emojiNamed(await loadEmojis('en'), 'tada')?.toned).toBe(false)
})
