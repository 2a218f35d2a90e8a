/** Entries that no honest client writes, from the wire to the screen: each has its state, nothing throws, and nothing is asked for. */
import { act, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { jid, show, type TestAccount, testAccount } from '../../tests/support/screen.tsx'
import { seenPost } from '#engine/seen-items.ts'
import { readElement } from '#engine/session/xml-reader.ts'
import { postKeyOf } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import { getPost } from '#storage/posts.ts'
import { storePosts } from '#storage/store-posts.ts'
import { PostArticle } from './post-card.tsx'

const NOW = Date.UTC(2026, 10, 25, 12)
const service = jid('pubsub.example.org')
const party = { service, node: 'party' }
const bela = jid('bela@elsewhere.example')

let account: TestAccount
beforeEach(() => {
  account = testAccount()
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] })
  vi.spyOn(console, 'error')
})
afterEach(() => {
  expect(console.error).not.toHaveBeenCalled()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

interface Arrives {
  publisher?: string | null
  place?: typeof party
  full?: boolean
}

/** Elements that a browser fetches something for. */
const FETCHES = '[src], [srcset], [poster], [background], link, object, iframe, svg image, svg use'

/** The entry as it comes from a service, drawn. */
async function arrives(inner: string, { publisher = null, place = party, full = true }: Arrives = {}): Promise<HTMLElement> {
  const payload = readElement(`<entry xmlns='http://www.w3.org/2005/Atom'>${inner}</entry>`)
  const seen = seenPost(place, { id: 'bad', payload, publisher: publisher === null ? null : jid(publisher) })
  if (!seen) throw new Error('no post')
  await storePosts(account.db, place, [seen], { account: account.jid, receivedAt: NOW, reading: 0 })
  const post = await getPost(account.db, postKeyOf({ ...place, itemId: 'bad' }))
  if (!post) throw new Error('not stored')
  show(<PostArticle post={post} full={full} onComment={() => undefined} />, account)
  const card = screen.getByRole('article')
  // What is known of consent and of people is read by then.
  await act(async () => void (await account.db.mediaConsent.toArray()))
  expect(card.querySelector(FETCHES)).toBeNull()
  return card
}

const text = (body: string, type = 'text'): string => `<content type='${type}'>${body}</content>`
const xhtml = (body: string): string => `<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>${body}</div></content>`
const today = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'short' }).format(NOW)

test('without a title it is called by its first words', async () => {
  expect(await arrives(text('Only words.\nMore words.'))).toHaveAccessibleName('Only words.')
})

test('without a word it is called by its picture, which waits for consent', async () => {
  const card = await arrives(`<link rel='enclosure' type='image/png' href='https://elsewhere.example/a.png'/>`)
  expect(card).toHaveAccessibleName('Untitled post')
  expect(await screen.findByRole('button', { name: 'Show picture' })).toBeVisible()
})

test('without an id and without dates it is of the moment it came, and not edited', async () => {
  const card = await arrives(`<title>t</title><id/>`)
  expect(within(card).getByText('now')).toHaveAttribute('title', today)
  expect(within(card).queryByText('edited')).toBeNull()
})

test('of the future it is of the moment it came', async () => {
  const card = await arrives(`<title>t</title><published>9998-12-31T23:59:59Z</published><updated>9999-12-31T23:59:59Z</updated>`)
  expect(within(card).getByText('now')).toHaveAttribute('title', today)
})

test("with somebody else's name it is by who published it, as the service says, and marked where no service says so", async () => {
  const claim = `<title>t</title><author><name>Ada</name><uri>xmpp:ada@example.org</uri></author>`
  const card = await arrives(claim, { publisher: bela })
  expect(within(card).getByRole('link', { name: bela })).toBeVisible()
  expect(within(card).queryByText('not confirmed')).toBeNull()
  expect(card).not.toHaveTextContent('Ada')
})

test('with a name that nobody vouches for, that is said', async () => {
  const card = await arrives(`<title>t</title><author><name>Ada</name><uri>xmpp:ada@example.org</uri></author>`)
  expect(within(card).getByText('not confirmed')).toBeVisible()
})

test.each([
  ["the reader's own blog", `xmpp:me@example.org?;node=${BLOG_NODE}`],
  ['a list of theirs', 'xmpp:me@example.org?;node=storage:bookmarks'],
  ['a page', 'https://elsewhere.example/comments'],
  ['a single comment', `xmpp:${service}?;node=urn:xmpp:microblog:0:comments/x;item=y`],
])('with a link for comments that leads to %s it takes none: a like would be published there', async (_where, href) => {
  const card = await arrives(`<title>t</title><link rel='replies' title='comments' href='${href}'/>`)
  const like = within(card).getByRole('button', { name: /Like/ })
  expect(like).toBeDisabled()
  expect(like).toHaveAttribute('title', 'This post takes no likes and no comments.')
})

test.each([
  ['plain text', text('5 &lt; 6 &amp;amp; &lt;b&gt;no markup&lt;/b&gt;'), '5 < 6 &amp; <b>no markup</b>', 0],
  ['text with entities of XML', text('&#x22;caf&#233;&#34; &#128512;'), '"café" 😀', 0],
  ['escaped markup', text('5 &amp;lt; 6 &lt;b&gt;bold&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;', 'html'), '5 < 6 bold', 1],
  ['markup', xhtml('5 &lt; 6 <b>bold</b><script>alert(1)</script>'), '5 < 6 bold', 1],
])('%s is drawn as what it is, and entities are resolved once', async (_what, content, drawn, bold) => {
  const card = await arrives(`<title type='html'>A &amp;amp; B &lt;i&gt;C&lt;/i&gt;</title>${content}`)
  expect(card).toHaveAccessibleName('A & B C')
  await waitFor(() => expect(card).toHaveTextContent(drawn))
  await waitFor(() => expect(card.querySelectorAll('b')).toHaveLength(bold))
  expect(card.querySelector('script')).toBeNull()
})

test('markup of a thousand levels is cut at 256 of them', async () => {
  const deep = `${'<b>'.repeat(200)}half way${'<i>'.repeat(300)}too deep${'</i>'.repeat(300)}${'</b>'.repeat(200)}`
  const card = await arrives(`<title>Deep</title>${xhtml(deep)}`)
  expect(card).toHaveTextContent('half way')
  expect(card).not.toHaveTextContent('too deep')
  expect(card.querySelectorAll('b')).toHaveLength(200)
})

test('a megabyte is folded, and unfolds step by step', async () => {
  const card = await arrives(`<title>Long</title>${text('word '.repeat(209_715))}`, { full: false })
  expect((card.textContent ?? '').length).toBeLessThan(2000)
  await userEvent.click(within(card).getByRole('button', { name: 'Continue reading' }))
  const length = (card.textContent ?? '').length
  expect(length).toBeGreaterThan(10_000)
  expect(length).toBeLessThan(80_000)
})

test('a picture of 20,000 pixels a side is not offered as one, even to who would see it at once', async () => {
  await account.db.settings.put({ key: 'media-rule', value: 'all' })
  const file = `<file xmlns='urn:xmpp:file:metadata:0'><name>bomb.png</name><width>20000</width><height>20000</height></file>`
  const card = await arrives(`<title>t</title><link rel='enclosure' type='image/png' href='https://elsewhere.example/b.png'>${file}</link>`)
  expect(within(card).getByRole('link', { name: /bomb\.png.*too large to be shown by itself/ })).toBeVisible()
})

test('a drawing that carries a program is a file, and inside of a text it is not there', async () => {
  await account.db.settings.put({ key: 'media-rule', value: 'all' })
  const inline = `<p>Words <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(2)</script><image href='https://elsewhere.example/c.png'/></svg></p>`
  const link = `<link rel='enclosure' type='image/svg+xml' title='map.svg' href='https://elsewhere.example/map.svg'/>`
  const card = await arrives(`<title>t</title>${xhtml(inline)}${link}`)
  expect(within(card).getByRole('link', { name: /map\.svg.*SVG/ })).toHaveAttribute('rel', 'noreferrer noopener nofollow')
  expect(within(card).getByText('Words')).toBeVisible()
  expect(card.querySelector('[class*=rich] svg')).toBeNull()
})

test.each([
  ['folders', '../../etc/passwd', 'passwd'],
  ['marks that turn the writing round', 'invoice&#x202E;fdp.exe', 'invoicefdp.exe'],
  ['nothing but marks', '&#x202E;&#x200B;', 'File'],
])('a file name of %s is shown clean', async (_what, raw, shown) => {
  const card = await arrives(
    `<title>t</title><link rel='enclosure' type='application/pdf' title='${raw}' href='https://elsewhere.example/x'/>`,
  )
  expect(within(card).getByRole('link', { name: new RegExp(`^${shown}`) })).toBeVisible()
})
