import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { BLOG, makeBlog, write } from './support/others.ts'
import { goTo, signIn, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()
const POSTS = 70

interface Standing {
  card: string
  top: number
}

/** The first card that begins in the window, and where. */
async function standing(page: Page): Promise<Standing> {
  return await page.evaluate(() => {
    const cards = Array.from(document.querySelectorAll('[role=feed] article'), card => [card, card.getBoundingClientRect().top] as const)
    const [card, top] = cards.find(([, at]) => at >= 0 && at < innerHeight) ?? []
    return { card: card?.querySelector('h2')?.textContent ?? '', top: top ?? Number.NaN }
  })
}

async function expectAt(page: Page, { card, top }: Standing): Promise<void> {
  await expect.poll(async () => (await standing(page)).card).toBe(card)
  await expect.poll(async () => Math.abs((await standing(page)).top - top)).toBeLessThan(1)
}

/** Goes down until a card is in sight, as a reader does. */
async function readDownTo(page: Page, title: string): Promise<Standing> {
  for (let step = 0; step < 200 && (await standing(page)).card !== title; step += 1) {
    const stopped = await page.evaluateHandle(() => ({
      at: new Promise(resolve => addEventListener('scrollend', resolve, { once: true })),
    }))
    await page.mouse.wheel(0, 130)
    await stopped.evaluate(({ at }) => at.then(() => undefined))
  }
  return standing(page)
}

/** What the account's database has in a table, or under one key of it. */
async function rows(page: Page, table: string, key?: string): Promise<{ value?: unknown }[]> {
  return await page.evaluate(
    async wanted => {
      const { name = '' } = (await indexedDB.databases()).find(database => database.name?.includes('@')) ?? {}
      const db = await new Promise<IDBDatabase>(resolve => {
        const opening = indexedDB.open(name)
        opening.addEventListener('success', () => resolve(opening.result))
      })
      const found = await new Promise<{ value?: unknown }[]>(resolve => {
        const reading = db.transaction(wanted.table).objectStore(wanted.table).getAll(wanted.key)
        reading.addEventListener('success', () => resolve(reading.result as { value?: unknown }[]))
      })
      db.close()
      return found
    },
    { table, key },
  )
}

const count = async (page: Page, table: string): Promise<number> => (await rows(page, table)).length
/** Whether the feed opens anywhere but at its beginning. */
const isKept = async (page: Page): Promise<boolean> => (await rows(page, 'records', 'position:all')).some(({ value }) => value !== null)

test('deep in the feed a reload leads back to the same card at the same place, also after new posts came, and in the dark with saved pictures', async () => {
  const { anna, ben, server } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  for (let index = 1; index <= POSTS; index += 1) {
    const picture = index === 20 ? await uploadPicture(writer, server.upload, 1) : undefined
    const text = `What there is to say about ${index}. `.repeat(1 + (index % 9))
    await write(writer, { itemId: `n${index}`, title: `Post number ${index}`, text, ...(picture && { pictureUrl: picture.url }) })
  }
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  await goTo(page, 'Feed')
  await page.getByRole('article', { name: `Post number ${POSTS}`, exact: true }).waitFor()
  await readDownTo(page, 'Post number 20')
  const post = page.getByRole('article', { name: 'Post number 20', exact: true })
  await post.getByRole('button', { name: 'Save', exact: true }).click()
  await post.getByRole('button', { name: 'Save', exact: true, pressed: true }).waitFor()
  const before = await standing(page)
  expect(before.card).toBe('Post number 20')
  await expect.poll(() => isKept(page)).toBe(true)
  await expect.poll(() => count(page, 'keptPictures')).toBe(1)

  await page.reload()
  await expectAt(page, before)
  await waitUntilCaughtUp(page)
  await expectAt(page, before)

  await write(writer, { itemId: 'later', title: 'Written later', text: 'Hello again.' })
  await page.getByRole('button', { name: '1 new post' }).waitFor()
  await expectAt(page, before)
  await page.reload()
  await expectAt(page, before)

  await page.evaluate(() => navigator.serviceWorker.ready)
  await stage.goDark(page.context())
  const debug = await page.context().newCDPSession(page)
  await debug.send('Network.clearBrowserCache')
  await page.reload()
  await expectAt(page, before)
  await page.getByRole('article', { name: 'Post number 20', exact: true }).locator('img[src^="blob:"]').waitFor()
  await expectAt(page, before)
  await stage.goLight(page.context())

  // Whoever reads at the beginning finds the newest there.
  await page.keyboard.press('Home')
  await expect.poll(() => isKept(page), { timeout: 15_000 }).toBe(false)
  await page.reload()
  await page.getByRole('article', { name: 'Written later', exact: true }).waitFor()
  expect(await page.evaluate(() => scrollY)).toBe(0)
  expect(await (await stage.raw(ben)).itemTitles(ben, BLOG)).toHaveLength(POSTS + 1)
}, 180_000)

test('another device opens the feed where one reads, is led to where one went on, and so is the first, after a time without a network too', async () => {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  for (let index = 1; index <= 40; index += 1)
    await write(writer, { itemId: `n${index}`, title: `Post number ${index}`, text: 'Words. '.repeat(30) })
  const desk = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await desk.getByRole('button', { name: 'Follow' }).click()
  await desk.getByRole('button', { name: 'Unfollow' }).waitFor()
  await goTo(desk, 'Feed')
  await desk.getByRole('article', { name: 'Post number 40', exact: true }).waitFor()
  await readDownTo(desk, 'Post number 30')
  const isTold = async (page: Page): Promise<void> => {
    await expect.poll(() => isKept(page)).toBe(true)
    await expect.poll(() => count(page, 'outbox'), { timeout: 15_000 }).toBe(0)
  }
  await isTold(desk)

  const phone = await stage.open({ viewport: { width: 390, height: 844 } })
  await signIn(phone, { address: anna, password: PASSWORD })
  await waitUntilCaughtUp(phone)
  await phone.reload()
  await expect.poll(async () => (await standing(phone)).card).toBe('Post number 30')
  expect(await phone.getByRole('button', { name: 'Go on where you read on another device' }).count()).toBe(0)

  await stage.goDark(phone.context())
  await readDownTo(phone, 'Post number 25')
  await expect.poll(() => count(phone, 'outbox')).toBe(1)
  await stage.goLight(phone.context())
  await isTold(phone)
  const pill = desk.getByRole('button', { name: 'Go on where you read on another device' })
  await pill.click()
  await expect.poll(async () => (await standing(desk)).card).toBe('Post number 25')
  await expect.poll(() => pill.count()).toBe(0)
}, 180_000)
