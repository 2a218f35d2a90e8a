import { expect, test } from 'vitest'
import { jid } from '../../tests/support/screen.tsx'
import { post } from '../../tests/support/posts.ts'
import { nodeKeyOf } from './keys.ts'
import { isMuteOver, muteIdOf } from './mute.ts'
import { type KeyedMute, muteFinder, nextEnd } from './mutes.ts'
import type { Mute } from './record.ts'

const me = jid('me@example.org')
const bela = jid('bela@example.org')
const cleo = jid('cleo@example.org')

const mute = (what: Mute['what'], target: string, until: number | null = null): KeyedMute => ({
  key: `${what} ${target}`,
  what,
  target,
  until,
})
const finds = (by: KeyedMute, over: Parameters<typeof post>[1]): boolean => muteFinder([by], me, 1000)(post('p', over)) !== undefined

test.each([
  ['Spoilers', { text: 'no SPOILERS here' }, true],
  ['spoiler', { text: 'no spoilers here' }, false],
  ['art', { text: 'where to start an article' }, false],
  ['art', { title: 'Art, for its own sake' }, true],
  ['café', { text: 'in the cafe' }, true],
  ['world cup', { text: 'the World  Cup begins' }, true],
  ['world cup', { text: 'a cup for the world' }, false],
  ['選挙', { text: '今日は選挙の日です' }, true],
  ['كتاب', { text: 'قرأت الكتاب أمس' }, true],
  ['cake', { text: '', rich: [{ tag: 'p' as const, attrs: {}, children: ['a piece of cake'] }] }, true],
  ['cake', { text: '', html: '<p class="cake">bread</p>' }, false],
  ['cake', { text: '', html: '<p>cake</p>' }, true],
  ['', { text: 'anything' }, false],
])('the word "%s" as a whole, however it is written: %j', (word, over, found) => {
  expect(finds(mute('word', word), { title: '', ...over })).toBe(found)
})

test('a person is muted with what others repeat of them, and what they repeat can be muted alone', () => {
  const via = { service: bela, node: 'urn:xmpp:microblog:0', itemId: 'x', author: bela, authorName: '' }
  expect(finds(mute('person', bela), { author: bela })).toBe(true)
  expect(finds(mute('person', bela), { author: cleo, via })).toBe(true)
  expect(finds(mute('person', bela), { author: cleo })).toBe(false)
  expect(finds(mute('reposts', cleo), { author: cleo, via })).toBe(true)
  expect(finds(mute('reposts', cleo), { author: cleo })).toBe(false)
})

test('a community and a tag', () => {
  const place = { service: jid('pubsub.example.org'), node: 'party' }
  expect(finds(mute('community', nodeKeyOf(place)), place)).toBe(true)
  expect(finds(mute('community', nodeKeyOf(place)), {})).toBe(false)
  expect(finds(mute('tag', 'football'), { tags: ['football'] })).toBe(true)
  expect(finds(mute('tag', 'football'), { tags: ['footballs'] })).toBe(false)
})

test('nothing of mine is muted, and nothing is once its time is over', () => {
  expect(finds(mute('word', 'text'), { author: me })).toBe(false)
  expect(finds(mute('word', 'text', 999), {})).toBe(false)
  expect(finds(mute('word', 'text', 1001), {})).toBe(true)
  expect(isMuteOver(mute('word', 'text', 1000), 1000)).toBe(true)
  expect(nextEnd([mute('word', 'a', 900), mute('word', 'b', 3000), mute('word', 'c', 2000), mute('word', 'd')], 1000)).toBe(2000)
  expect(nextEnd([mute('word', 'd')], 1000)).toBeNull()
})

test('one word is one mute on all devices, however it was typed', () => {
  expect(muteIdOf({ what: 'word', target: ' Café ' })).toBe(muteIdOf({ what: 'word', target: 'cafe' }))
  expect(muteIdOf({ what: 'word', target: 'x' })).not.toBe(muteIdOf({ what: 'tag', target: 'x' }))
})
