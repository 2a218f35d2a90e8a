import { act, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { publishPost } from '#commands/publish-post.ts'
import { useLiveQuery } from '#components/use-live-query.ts'
import { BLOG_NODE } from '#model/post.ts'
import { openFeedAtTop } from '#components/feed-position.ts'
import { useSession } from '#components/session-store.ts'
import { seesEverything, useBoxes } from '../../../tests/support/layout.ts'
import { node, post } from '../../../tests/support/posts.ts'
import { jid, show, type TestAccount, testAccount } from '../../../tests/support/screen.tsx'
import { FeedPage } from './feed-page.tsx'

const me = jid('me@example.org')
const pubsub = jid('pubsub.example.org')
const DAY = 86_400_000
const start = 1_700_000_000_000

useBoxes()
let account: TestAccount
beforeEach(() => {
  account = testAccount({ 'find-services': async () => ({ services: [] }) })
  useSession.getState().reset()
})

const at = (day: number) => ({ publishedAt: start + day * DAY, sortAt: start + day * DAY })
const titles = (): (string | null)[] =>
  screen.queryAllByRole('article').map(article => article.getAttribute('aria-labelledby') && article.querySelector('h2')?.textContent) as (
    | string
    | null
  )[]
const online = (catchingUp: boolean) =>
  act(() => useSession.getState().receive({ kind: 'session', state: { kind: 'online', resumed: false, catchingUp } }))

test('what is stored is there before there is any connection, newest first', async () => {
  await account.db.posts.bulkPut([post('old', at(1)), post('new', at(3)), post('middle', at(2))])
  show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toEqual(['Title of new', 'Title of middle', 'Title of old']))
  expect(screen.getByRole('feed', { name: 'All' })).toBeInTheDocument()
})

test('new posts wait behind a pill that counts them, and come when it is pressed', async () => {
  await account.db.posts.bulkPut([post('one', at(1)), post('two', at(2))])
  show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toHaveLength(2))
  await account.db.posts.bulkPut([post('three', at(3)), post('four', at(4))])
  const pill = await screen.findByRole('button', { name: '2 new posts' })
  expect(titles()).toEqual(['Title of two', 'Title of one'])
  await userEvent.click(pill)
  await waitFor(() => expect(titles()).toEqual(['Title of four', 'Title of three', 'Title of two', 'Title of one']))
  expect(screen.queryByRole('button', { name: /new post/ })).toBeNull()
})

test('an edit and a late older post change the list without a pill', async () => {
  await account.db.posts.bulkPut([post('one', at(1)), post('three', at(3))])
  show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toHaveLength(2))
  await account.db.posts.update(post('one').key, { title: 'Changed' })
  await account.db.posts.put(post('two', at(2)))
  await waitFor(() => expect(titles()).toEqual(['Title of three', 'Title of two', 'Changed']))
  expect(screen.queryByRole('button', { name: /new post/ })).toBeNull()
})

/** How many posts are stored, as a live query sees it. */
function Stored() {
  return <output>{useLiveQuery(async () => account.db.posts.toCollection().primaryKeys(), [])?.length} stored</output>
}

test('an empty feed gathers during the first catch-up, comes at once when that is done, and then closes', async () => {
  show(
    <>
      <FeedPage view="all" />
      <Stored />
    </>,
    account,
  )
  await screen.findByText('Your feed is still quiet')
  online(true)
  await waitFor(() => expect(screen.queryByText('Your feed is still quiet')).toBeNull())
  await account.db.posts.put(post('one', at(1)))
  await screen.findByText('1 stored')
  expect(titles()).toEqual([])
  await account.db.posts.put(post('two', at(2)))
  await screen.findByText('2 stored')
  expect(titles()).toEqual([])
  online(false)
  await waitFor(() => expect(titles()).toEqual(['Title of two', 'Title of one']))
  await account.db.posts.put(post('three', at(3)))
  expect(await screen.findByRole('button', { name: '1 new post' })).toBeVisible()
  expect(titles()).toHaveLength(2)
})

test('an empty feed does not gather for ever: after a while it shows what there is, and the rest waits behind the pill', async () => {
  show(<FeedPage view="all" />, account)
  await screen.findByText('Your feed is still quiet')
  online(true)
  await account.db.posts.put(post('one', at(1)))
  await waitFor(() => expect(titles()).toEqual(['Title of one']), { timeout: 6000 })
  await account.db.posts.put(post('two', at(2)))
  expect(await screen.findByRole('button', { name: '1 new post' })).toBeVisible()
  expect(titles()).toEqual(['Title of one'])
}, 15_000)

test('somebody who just published sees the post at the top when the feed opens again', async () => {
  await account.db.posts.put(post('one', at(1)))
  const first = show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toHaveLength(1))
  first.unmount()
  await publishPost(account.db, { me, service: me, node: BLOG_NODE, title: 'Mine', text: 'Words of mine', now: start + 5 * DAY })
  await openFeedAtTop(account.db)
  show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toEqual(['Mine', 'Title of one']))
})

test('a reader who comes back finds the list as it was, and the pill for what came meanwhile', async () => {
  await account.db.posts.put(post('one', at(1)))
  const first = show(<FeedPage view="all" />, account)
  await waitFor(() => expect(titles()).toHaveLength(1))
  first.unmount()
  await account.db.posts.put(post('two', at(2)))
  show(<FeedPage view="all" />, account)
  expect(await screen.findByRole('button', { name: '1 new post' })).toBeVisible()
  expect(titles()).toEqual(['Title of one'])
})

test('the views hold what they say', async () => {
  await account.db.posts.bulkPut([
    post('blog', at(1)),
    post('talk', { ...at(2), service: pubsub, node: 'party' }),
    post('not mine', { ...at(3), inFeed: 0 }),
  ])
  const people = show(<FeedPage view="people" />, account)
  await waitFor(() => expect(titles()).toEqual(['Title of blog']))
  people.unmount()
  show(<FeedPage view="communities" />, account)
  await waitFor(() => expect(titles()).toEqual(['Title of talk']))
  expect(screen.getByRole('link', { name: 'Communities' })).toHaveAttribute('aria-current', 'page')
})

test('a hole is drawn where it is and can be filled', async () => {
  const party = node(pubsub, 'party', { title: 'Party people' })
  const [newer, older] = [
    post('newer', { ...at(3), service: pubsub, node: 'party' }),
    post('older', { ...at(1), service: pubsub, node: 'party' }),
  ]
  await account.db.nodes.put(party)
  await account.db.posts.bulkPut([newer, older])
  const gapId = await account.db.nodeGaps.add({
    nodeKey: party.key,
    newerKey: newer.key,
    olderKey: older.key,
    sortAt: newer.sortAt - 1,
    cursor: 'newer',
    knownReading: 0,
  })
  account.answers['fill-node-gap'] = async args => {
    await account.db.posts.put(post('between', { ...at(2), service: pubsub, node: 'party' }))
    await account.db.nodeGaps.delete(args.gapId)
    return { filled: args.gapId === gapId }
  }
  online(false)
  show(<FeedPage view="all" />, account)
  expect(await screen.findByRole('article', { name: 'Some posts of Party people are missing here' })).toBeVisible()
  await userEvent.click(screen.getByRole('button', { name: 'Get them' }))
  await waitFor(() => expect(titles()).toEqual(['Title of newer', 'Title of between', 'Title of older']))
})

test('a hole that the server does not give is told as that, and the end that is its limit is not taken for the beginning', async () => {
  const party = node(pubsub, 'party', { title: 'Party people', reachedEnd: true, endIsLimit: true })
  const place = { service: pubsub, node: 'party' }
  const [newer, older] = [post('newer', { ...at(3), ...place }), post('older', { ...at(1), ...place })]
  await account.db.nodes.bulkPut([party, node(jid('bela@example.org'), BLOG_NODE, { reachedEnd: true })])
  await account.db.posts.bulkPut([newer, older])
  const gap = { nodeKey: party.key, newerKey: newer.key, olderKey: older.key, sortAt: newer.sortAt - 1, cursor: null, knownReading: 0 }
  await account.db.nodeGaps.add(gap)
  show(<FeedPage view="all" />, account)
  const hole = await screen.findByRole('article', { name: 'Some posts of Party people are missing here' })
  expect(hole).toHaveTextContent('Its server does not give them')
  expect(screen.queryByRole('button', { name: 'Get them' })).toBeNull()
  expect(await screen.findByText('You have seen everything there is. Of Party people the server does not give older posts.')).toBeVisible()
})

test('an empty feed shows communities to follow, and following one is an intent', async () => {
  await account.db.services.put({ jid: pubsub, name: '', mine: true })
  await account.db.nodes.put(node(pubsub, 'party', { title: 'Party people', followed: 0 }))
  show(<FeedPage view="all" />, account)
  await userEvent.click(await screen.findByRole('button', { name: 'Follow Party people' }))
  await waitFor(async () => expect(await account.db.outbox.toArray()).toMatchObject([{ intent: { kind: 'follow' } }]))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Follow Party people' })).toBeNull())
})

test('a reader at the end is given older posts without asking, however pages and the steps of the list fall together', async () => {
  seesEverything()
  const pageOf = (from: number) => Array.from({ length: 20 }, (_, index) => post(`p${from + index}`, at(100 - from - index)))
  await account.db.nodes.put(node(me, BLOG_NODE, { followed: 1, reachedEnd: false }))
  await account.db.posts.bulkPut(pageOf(0))
  account.answers['older-posts'] = async () => {
    const stored = await account.db.posts.count()
    const older = stored < 140 ? pageOf(stored) : []
    await account.db.posts.bulkPut(older)
    return { keys: older.map(({ key }) => key), reachedEnd: older.length === 0 }
  }
  show(<FeedPage view="all" />, account)
  online(false)
  await waitFor(async () => expect(await account.db.posts.count()).toBe(140), { timeout: 15_000 })
}, 20_000)
