import { afterEach, beforeEach, expect, test } from 'vitest'
import { jid } from '../../tests/support/engines.ts'
import { post } from '../../tests/support/posts.ts'
import { fakeContext, fakeSession } from '../../tests/support/fake-session.ts'
import { outgoingPost } from '#engine/outgoing-entry.ts'
import { seenPost } from '#engine/seen-items.ts'
import { BLOG_NODE, COMMENTS_PREFIX } from '#model/post.ts'
import { ownWords } from '#model/repost.ts'
import { accountDb } from '#storage/db.ts'
import { feedKeys } from '#storage/posts.ts'
import type { AccountDb, PostExtras } from '#storage/schema.ts'
import { editPost } from './edit-post.ts'
import { publishPost } from './publish-post.ts'

const me = jid('me@example.org')
const ferry = post('ferry', {
  title: 'The ferry is late',
  text: 'Again.\n\nThe *third* time this week.',
  rich: [{ tag: 'p', attrs: {}, children: ['Again.'] }],
  tags: ['ferry'],
  enclosures: [
    { url: 'https://example.org/f.jpg', mediaType: 'image/jpeg', title: 'f.jpg', bytes: 1, width: 4, height: 3, alt: 'A ferry' },
  ],
})

let db: AccountDb
beforeEach(async () => {
  db = accountDb(`kith:publish-${Math.random()}`)
  await db.posts.put(ferry)
})
afterEach(() => db.delete())

async function publish(text: string, extras: Partial<PostExtras>, now = 1000) {
  const typed = { title: '', text, markup: null, extras, now }
  const key = await publishPost(db, { me, service: me, node: BLOG_NODE, ...typed })
  const written = await db.posts.get(key)
  if (!written) throw new Error('nothing was written')
  const payload = await outgoingPost(
    fakeContext(
      db,
      fakeSession(me, () => undefined),
    ),
    written,
  )
  // As a reader gets it from my server, which vouches for nobody in a blog.
  const seen = seenPost({ service: me, node: BLOG_NODE }, { id: written.itemId, payload, publisher: null })
  if (!seen) throw new Error('nothing can be read')
  return { key, written, payload, seen }
}

test('a post is repeated without a word: all of it comes along, and its author, and the talk stays where it is', async () => {
  const { payload, seen } = await publish('', { via: ferry.key })
  expect(payload.toString()).toContain(`rel="via" href="xmpp:bela@example.org?;node=${BLOG_NODE};item=ferry"`)
  expect(payload.toString()).toContain('<uri>xmpp:bela@example.org</uri>')
  expect(payload.toString()).toContain(`node=${COMMENTS_PREFIX}ferry`)
  expect(seen).toMatchObject({ author: me, authorVerified: true, title: ferry.title, enclosures: ferry.enclosures, comments: null })
  expect(seen.via).toEqual({ service: ferry.service, node: BLOG_NODE, itemId: 'ferry', author: ferry.author, authorName: '' })
  expect(ownWords(seen)).toBeNull()
})

test('a post is repeated with words of my own: it is quoted, I am the author, and an edit changes the words only', async () => {
  const { key, payload, seen } = await publish('Who is surprised?', { via: ferry.key })
  expect(payload.toString()).toContain('<uri>xmpp:me@example.org</uri>')
  expect(payload.toString()).toMatch(/<blockquote><p>Again\.<\/p><\/blockquote>/)
  expect(seen).toMatchObject({ author: me, title: 'Who is surprised?', enclosures: [] })
  expect(ownWords(seen)).toEqual({ text: 'Who is surprised?', rich: [{ tag: 'p', attrs: {}, children: ['Who is surprised?'] }] })

  await editPost(db, { postKey: key, title: '', text: 'Nobody is.', now: 2000 })
  const edited = await db.posts.get(key)
  expect(edited && ownWords(edited)?.text).toBe('Nobody is.')
  expect(edited?.text).toMatch(/^> Again\./)
})

test('an answer, a place, a warning and a page that was attached arrive as they were written', async () => {
  const location = { lat: 53.54123, lon: 9.98765, name: 'Hamburg' }
  const links = [{ url: 'https://example.org/late', title: 'Late', description: 'Timetable' }]
  const { payload, seen } = await publish('Rough sea', { reply: ferry.key, location, links, warning: 'Drowning' })
  expect(seen).toMatchObject({ location, links, warning: 'Drowning', title: 'Rough sea', text: 'Rough sea' })
  expect(seen.inReplyTo).toEqual({ service: ferry.service, node: BLOG_NODE, itemId: 'ferry' })
  expect(payload.toString()).toContain('<category term="nsfw"/>')

  const { seen: bare } = await publish('Rough sea', { warning: '' })
  expect(bare.warning).toBe('')
})

test('a post for later is out of every list until its time has come', async () => {
  const { written } = await publish('Happy new year', { scheduledAt: 9000 })
  expect(written).toMatchObject({ scheduledAt: 9000, publishedAt: 9000, state: 'queued' })
  expect((await feedKeys(db, 'all', 10)).map(({ key }) => key)).not.toContain(written.key)
  expect((await db.outbox.toArray()).map(({ notBefore }) => notBefore)).toEqual([9000])

  const { written: atOnce } = await publish('Now', { scheduledAt: 10 })
  expect(atOnce).toMatchObject({ scheduledAt: null, sortAt: 1000 })
})
