import { Dexie, liveQuery } from 'dexie'
import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { post } from '../../tests/support/posts.ts'
import { waitFor } from '../../tests/support/wait-for.ts'
import { hiddenPlace, shownPlace } from '#model/place.ts'
import { accountDb } from './db.ts'
import { neighboursOf } from './neighbours.ts'
import { tagPostKeys } from './posts.ts'
import { ACCOUNT_VERSIONS, type AccountDb } from './schema.ts'

const NOW = 1_700_000_000_000
let db: AccountDb
beforeEach(() => {
  db = accountDb(`kith:tags-${Math.random()}`)
})
afterEach(() => db.delete())

const at = (minute: number) => ({ publishedAt: NOW + minute, sortAt: NOW + minute })
const ids = (rows: { key: string }[]): string[] => rows.map(({ key }) => key.split('/')[2] ?? '')

test('the list of a tag is what its posts say of themselves, whatever became of them, in the order of time', async () => {
  const tags = fc.uniqueArray(fc.constantFrom('a', 'aa', 'b', 'été', '花'), { maxLength: 3 })
  const change = fc.record({
    which: fc.nat(9),
    what: fc.constantFrom('write', 'tags', 'hide', 'show', 'feed', 'delete'),
    tags,
    minute: fc.nat(30),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 40 }), fc.integer({ min: 1, max: 12 }), async (changes, limit) => {
      await db.posts.clear()
      for (const { which, what, tags, minute } of changes) {
        const one = post(`p${which}`, { ...at(minute), tags })
        const known = await db.posts.get(one.key)
        if (what === 'write') await db.posts.bulkPut([one])
        if (what === 'tags') await db.posts.update(one.key, { tags })
        if (what === 'hide' && known) await db.posts.update(one.key, { sortAt: hiddenPlace(known.sortAt) })
        if (what === 'show' && known) await db.posts.update(one.key, { sortAt: shownPlace(known.sortAt) })
        if (what === 'feed') await db.posts.toCollection().modify(each => void (each.inFeed = 0))
        if (what === 'delete') await db.posts.delete(one.key)
      }
      const all = await db.posts.toArray()
      for (const tag of ['a', 'aa', 'b', 'été', '花', 'none']) {
        const expected = all
          .filter(each => each.sortAt > 0 && each.tags.includes(tag))
          .toSorted((one, other) => other.sortAt - one.sortAt || (one.key < other.key ? 1 : -1))
          .map(({ key, sortAt }) => ({ key, sortAt }))
        expect(await tagPostKeys(db, tag, limit)).toEqual(expected.slice(0, limit))
        const second = all.find(({ key }) => key === expected[1]?.key)
        if (second)
          expect(await neighboursOf(db, second, { kind: 'tag', tag })).toEqual({
            previous: expected[0]?.key,
            next: expected[2]?.key ?? null,
          })
      }
    }),
    { numRuns: 60 },
  )
}, 60_000)

test('a live list of a tag is read again for its own posts only', async () => {
  const seen: string[][] = []
  const subscription = liveQuery(async () => tagPostKeys(db, 'boats', 10)).subscribe(rows => void seen.push(ids(rows)))
  await waitFor(() => seen.length === 1, { what: 'the first reading' })
  await db.posts.put(post('other', { ...at(1), tags: ['trains'] }))
  await db.posts.put(post('one', { ...at(2), tags: ['boats', 'trains'] }))
  await waitFor(() => seen.at(-1)?.length === 1, { what: 'the post in the list' })
  await db.posts.update(post('one').key, { likeCount: 3 })
  await db.posts.put(post('two', { ...at(3), tags: ['boats'] }))
  await waitFor(() => seen.at(-1)?.length === 2, { what: 'both posts in the list' })
  subscription.unsubscribe()
  expect(seen).toEqual([[], ['one'], ['two', 'one']])
})

test('posts of version 3 are in the lists of their tags', async () => {
  const name = `kith:tags-upgrade-${Math.random()}`
  const old = new Dexie(name)
  for (const [index, { stores }] of ACCOUNT_VERSIONS.slice(0, 3).entries()) old.version(index + 1).stores(stores)
  await old
    .table('posts')
    .bulkPut([post('one', { ...at(1), tags: ['boats'] }), post('two', { ...at(2), tags: ['boats'] }), post('three', at(3))])
  old.close()
  await db.delete()
  db = accountDb(name)
  expect(ids(await tagPostKeys(db, 'boats', 10))).toEqual(['two', 'one'])
})
