import type { BrowserContext, Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { startProsody } from '../servers/prosody.ts'
import { waitFor } from '../support/wait-for.ts'
import { leftovers } from './support/leftovers.ts'
import { befriend } from '../support/befriend.ts'
import { makeBlog, write } from './support/others.ts'
import { goTo, signIn, signOut, waitForStatus } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage(startProsody)

const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const message = (page: Page, text: string): Locator =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })
const texts = (page: Page): Promise<string[]> =>
  page
    .getByRole('log', { name: 'Messages' })
    .getByRole('article')
    .evaluateAll(rows => rows.map(row => row.querySelector('bdi, p, span')?.textContent ?? ''))

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
  await message(page, text).waitFor()
}

/** The live tab goes, in one way or another. */
const ENDS: [name: string, end: (page: Page, context: BrowserContext) => Promise<void>][] = [
  ['is closed', page => page.close()],
  [
    'crashes',
    async (page, context) => {
      const crashed = page.waitForEvent('crash')
      const debug = await context.newCDPSession(page)
      void debug.send('Page.crash').catch(() => undefined)
      await crashed
    },
  ],
]

describe('two tabs of an account', () => {
  test.each(ENDS)(
    'one connection; when the tab that has it %s, the other goes on within 3 s and nothing is doubled',
    async (_name, end) => {
      const { anna, ben, proxy } = stage
      const friend = await stage.raw(ben)
      const live = await stage.openAs(anna, chatWith(ben))
      const before = proxy.connections
      const other = await stage.tab(live.context(), chatWith(ben))
      await waitForStatus(other, 'Online')
      await say(live, 'one, from the live tab')
      await say(other, 'two, from the other tab')
      await message(live, 'two, from the other tab').getByText('Sent', { exact: true }).waitFor()
      expect([proxy.open, proxy.connections]).toEqual([1, before])

      const from = performance.now()
      await end(live, other.context())
      // Nobody has the connection at this moment: both directions meet the change-over.
      friend.send(`<message to='${anna}' type='chat' id='in-between'><body>three, from outside</body></message>`)
      await say(other, 'four, into the gap')
      await waitFor(() => proxy.connections > before, { what: 'the other tab to connect', everyMs: 5 })
      await message(other, 'four, into the gap').getByText('Sent', { exact: true }).waitFor()
      await message(other, 'three, from outside').waitFor()
      await waitForStatus(other, 'Online')
      expect(performance.now() - from).toBeLessThan(3_000)

      await say(other, 'five, from the heir')
      await message(other, 'five, from the heir').getByText('Sent', { exact: true }).waitFor()
      const words = [
        'one, from the live tab',
        'two, from the other tab',
        'three, from outside',
        'four, into the gap',
        'five, from the heir',
      ]
      expect((await friend.archiveBodies(anna)).toSorted()).toEqual(words.toSorted())
      expect(proxy.connections).toBe(before + 1)
      for (const word of words) expect(await message(other, word).count(), word).toBe(1)
      expect(await texts(other)).toHaveLength(words.length)
    },
  )

  test('a post written while its tab is closed under it is published once by the other', async () => {
    const { anna, proxy } = stage
    const live = await stage.openAs(anna, '#/compose')
    const other = await stage.tab(live.context(), '#/feed')
    await waitForStatus(other, 'Online')
    // The server has the post, and nobody hears of it.
    let isSeen = false
    proxy.decide = ({ direction, text }) => {
      if (direction === 'up' && text.includes('Twice is too often')) isSeen = true
      return isSeen && direction === 'down' ? 'drop' : 'pass'
    }
    await live.getByRole('textbox', { name: 'Text' }).fill('Twice is too often')
    await live.getByRole('button', { name: 'Publish' }).click()
    await waitFor(() => isSeen, { what: 'the post to leave' })
    await live.close()
    proxy.decide = () => 'pass'
    const post = other.getByRole('article', { name: 'Twice is too often' })
    await post.waitFor()
    await expect.poll(() => post.getByText('Waiting to be sent').count(), { timeout: 20_000 }).toBe(0)
    const witness = await stage.raw(anna)
    expect(await witness.itemTitles(anna, 'urn:xmpp:microblog:0')).toEqual(['Twice is too often'])
    expect(await post.count()).toBe(1)
  })

  test('who is there is known in a tab that opens later, and after it took over', async () => {
    const { anna, ben } = stage
    const [one, friend] = [await stage.raw(anna), await stage.raw(ben)]
    await befriend(one, friend)
    await one.stop()
    friend.send(`<presence><show>dnd</show></presence>`)
    const first = await stage.openAs(anna, '#/people')
    await first.getByRole('link', { name: `${ben} Busy` }).waitFor()
    const later = await stage.tab(first.context(), '#/people')
    await later.getByRole('link', { name: `${ben} Busy` }).waitFor()
    const before = stage.proxy.connections
    await first.close()
    await waitFor(() => stage.proxy.connections > before, { what: 'the later tab to take over' })
    await waitForStatus(later, 'Online')
    // The session goes on, and a server tells who is there only once in a session.
    await later.getByRole('link', { name: `${ben} Busy` }).waitFor()
    friend.send(`<presence><show>away</show></presence>`)
    await later.getByRole('link', { name: `${ben} Away` }).waitFor()
  })

  test.each([
    ['that has the connection', 0],
    ['that stands by', 1],
  ])('signing out in the tab %s signs the other out too, and nothing of the account is left', async (_name, which) => {
    const { anna } = stage
    const first = await stage.openAs(anna, '#/feed')
    const second = await stage.tab(first.context(), '#/chats')
    await waitForStatus(second, 'Online')
    const tabs = [first, second]
    await signOut(tabs[which] as Page)
    for (const tab of tabs) await tab.getByRole('button', { name: 'Sign in' }).waitFor()
    await expect.poll(() => leftovers(first, anna)).toEqual([])
    await waitFor(() => stage.proxy.open === 0, { what: 'the connection to be gone' })
    for (const tab of tabs) {
      await tab.reload()
      await tab.getByRole('button', { name: 'Sign in' }).waitFor()
    }
    expect(await leftovers(first, anna)).toEqual([])
    // And both can be used again.
    await signIn(second, { address: anna, password: PASSWORD })
    await second.getByRole('heading', { level: 1, name: 'Feed' }).waitFor()
  })
})

describe('a visit', () => {
  test('keeps what was seen over a reload, asks for the password again, and leaves nothing when its tab is closed', async () => {
    const { anna, ben } = stage
    const writer = await stage.raw(ben)
    await makeBlog(writer)
    await write(writer, { itemId: 'v1', title: 'Seen on a visit' })
    const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`, { stay: false })
    await page.getByRole('button', { name: 'Follow' }).click()
    await goTo(page, 'Feed')
    await page.getByRole('article', { name: 'Seen on a visit' }).waitFor()
    await page.reload()
    await page.getByRole('article', { name: 'Seen on a visit' }).waitFor()
    const way = page.getByRole('link', { name: 'Sign in again' })
    await page.getByText('Please sign in again').waitFor()
    await way.click()
    await expect.poll(() => page.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(anna)
    // It stays a visit: that was said the first time.
    expect(await page.getByRole('checkbox').count()).toBe(0)
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await waitForStatus(page, 'Online')
    await page.getByRole('article', { name: 'Seen on a visit' }).waitFor()

    const { length } = await databases(page)
    expect(length).toBe(1)
    const context = page.context()
    await page.close()
    const next = await stage.tab(context)
    await next.getByRole('button', { name: 'Sign in' }).waitFor()
    await expect.poll(() => leftovers(next, anna), { timeout: 10_000 }).toEqual([])
  })

  test('is not swept away by a tab that is opened beside it, nor while it reloads; what was really left behind is', async () => {
    const page = await stage.openAs(stage.anna, '', { stay: false })
    const [visit = ''] = await databases(page)
    await mark(page, visit)
    const beside = await stage.tab(page.context())
    await beside.getByRole('button', { name: 'Sign in' }).waitFor()
    await leaveBehind(beside, 'kith:visit:of-a-tab-that-died')
    await beside.reload()
    await expect.poll(() => databases(beside), { timeout: 10_000 }).toEqual([visit])
    expect(await isMarked(page, visit)).toBe(true)

    // A reload that takes its time: nobody holds the visit meanwhile.
    await leaveBehind(beside, 'kith:visit:of-a-tab-that-died')
    await page.goto('about:blank')
    await beside.reload()
    await beside.getByRole('button', { name: 'Sign in' }).waitFor()
    await page.goto(stage.url)
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
    await expect.poll(() => databases(beside), { timeout: 10_000 }).toEqual([visit])
    expect(await isMarked(page, visit)).toBe(true)
  })
})

/** A database that nobody holds. */
async function leaveBehind(page: Page, name: string): Promise<void> {
  await page.evaluate(
    database =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(database)
        opening.addEventListener('error', () => reject(opening.error ?? new Error(database)))
        opening.addEventListener('success', () => resolve(opening.result.close()))
      }),
    name,
  )
}

/** Writes something into a database that only this very database has. */
async function mark(page: Page, name: string): Promise<void> {
  await settings(page, name, 'readwrite')
}

async function isMarked(page: Page, name: string): Promise<boolean> {
  return await settings(page, name, 'readonly')
}

async function settings(page: Page, name: string, mode: 'readonly' | 'readwrite'): Promise<boolean> {
  return await page.evaluate(
    ([database, how]) =>
      new Promise<boolean>((resolve, reject) => {
        const opening = indexedDB.open(database)
        opening.addEventListener('error', () => reject(opening.error ?? new Error(database)))
        opening.addEventListener('success', () => {
          const db = opening.result
          const transaction = db.transaction('settings', how)
          const store = transaction.objectStore('settings')
          if (how === 'readwrite') store.put({ key: 'mark', value: true })
          const found = store.get('mark')
          transaction.addEventListener('complete', () => {
            db.close()
            resolve(found.result !== undefined)
          })
        })
      }),
    [name, mode] as const,
  )
}

async function databases(page: Page): Promise<string[]> {
  return await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? '').filter(name => name !== 'kith'))
}

describe('a sign-in that is given up half-way', () => {
  test('leads back to the form after a reload, and leaves no account behind', async () => {
    const { anna, proxy } = stage
    const page = await stage.open()
    proxy.decide = ({ direction, text }) => (direction === 'down' && /<success/.test(text) ? 'drop' : 'pass')
    await page.getByRole('textbox', { name: 'Address' }).fill(anna)
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('Signing in …').waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await expect.poll(() => leftovers(page, anna), { timeout: 10_000 }).toEqual([])
    proxy.decide = () => 'pass'
    await signIn(page, { address: anna, password: PASSWORD })
  })
})
