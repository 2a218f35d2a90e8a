/** What becomes of a comment when it is seen again: whose words they are, and whether they were changed. */
import { expect, test } from 'vitest'
import { parseBareJid, type BareJid } from '#shared/jid.ts'
import { postKeyOf } from './keys.ts'
import { COMMENTS_PREFIX } from './post.ts'
import { mergeComment, type SeenComment } from './post-merge.ts'

const jid = (text: string): BareJid => parseBareJid(text) as BareJid
const [ada, bela, service] = [jid('ada@example.org'), jid('bela@example.org'), jid('pubsub.example.org')]
const postKey = postKeyOf({ service, node: 'garden', itemId: 'p' })
const MINUTE = 60_000

const seen = (over: Partial<SeenComment> = {}): SeenComment => ({
  service,
  node: `${COMMENTS_PREFIX}p`,
  itemId: 'c',
  author: ada,
  authorName: '',
  authorVerified: true,
  text: 'first',
  answers: null,
  hash: 'one',
  publishedAt: MINUTE,
  updatedAt: MINUTE,
  isLike: false,
  ...over,
})

const merge = (known: ReturnType<typeof mergeComment>['row'] | undefined, next: SeenComment) =>
  mergeComment(known, next, postKey, 100 * MINUTE)
const known = merge(undefined, seen()).row

test('other words of the same author are an edit, at the same place and in the same thread', () => {
  const { row, fate } = merge(
    { ...known, answers: 'b' },
    seen({ text: 'second', hash: 'two', publishedAt: 9 * MINUTE, updatedAt: 9 * MINUTE }),
  )
  expect(fate).toBe('changed')
  expect(row).toMatchObject({ text: 'second', edited: true, publishedAt: MINUTE, answers: 'b', authorVerified: true })
})

test('the same words published anew are no edit', () => {
  expect(merge(known, seen({ hash: 'two', updatedAt: MINUTE }))).toMatchObject({ fate: 'changed', row: { edited: false, hash: 'two' } })
  expect(merge(known, seen())).toMatchObject({ fate: 'same' })
})

test('one that was edited before it was ever seen says so', () => {
  expect(merge(undefined, seen({ updatedAt: 5 * MINUTE })).row.edited).toBe(true)
  expect(merge(undefined, seen({ updatedAt: MINUTE + 30_000 })).row.edited).toBe(false)
})

test('an edit or a reply that nobody vouches for is marked, and what somebody else wrote over it is refused', () => {
  const unproven = { text: 'second', hash: 'two', authorVerified: false }
  expect(merge(known, seen(unproven)).row).toMatchObject({ text: 'second', authorVerified: false, edited: true })
  expect(merge(undefined, seen({ ...unproven, answers: 'b' })).row).toMatchObject({ answers: 'b', authorVerified: false })
  expect(merge(known, seen({ author: bela, text: 'mine now', hash: 'two' }))).toEqual({ row: known, fate: 'refused' })
})

test('while my change waits, what the service holds is kept aside, but not words that nobody vouches for', () => {
  const waiting = { ...known, text: 'mine', edited: true, state: 'queued' as const, before: { text: 'first', edited: false, hash: 'one' } }
  expect(merge(waiting, seen()).fate).toBe('same')
  expect(merge(waiting, seen({ text: 'from elsewhere', hash: 'two' })).row).toMatchObject({
    text: 'mine',
    state: 'queued',
    before: { text: 'from elsewhere', edited: true, hash: 'two' },
  })
  expect(merge(waiting, seen({ text: 'forged', hash: 'two', authorVerified: false })).fate).toBe('same')
  expect(merge({ ...waiting, publishedAt: -MINUTE }, seen({ text: 'late', hash: 'two' })).fate).toBe('same')
})
