import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import type { RawClient } from '../support/raw-client.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog, write } from './support/others.ts'
import { signIn, waitForStatus, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const save = (page: Page, name: string, pressed: boolean): Locator =>
  article(page, name).getByRole('button', { name: 'Save', exact: true, pressed })
const openSaved = (page: Page): Promise<void> =>
  page.getByRole('navigation', { name: 'Views of the feed' }).getByRole('link', { name: 'Saved' }).click()
const names = (page: Page): Promise<string[]> =>
  page
    .getByRole('feed', { name: 'Saved' })
    .getByRole('article')
    .evaluateAll(cards => cards.map(card => card.querySelector('h2')?.textContent ?? ''))

async function blog(owner: RawClient, ...titles: string[]): Promise<void> {
  await makeBlog(owner)
  for (const title of titles) await write(owner, { itemId: title.toLowerCase().replaceAll(' ', '-'), title, text: `All about ${title}.` })
}

test('saved in one tab, read offline after a reload, taken out in a second tab', async () => {
  const { anna, ben } = stage
  await blog(await stage.raw(ben), 'Notes from the harbour', 'A longer walk')
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await save(page, 'Notes from the harbour', false).click()
  await save(page, 'Notes from the harbour', true).waitFor()
  await save(page, 'A longer walk', false).click()
  await page.goto(`${stage.url}#/feed`)
  await openSaved(page)
  await expect.poll(() => names(page)).toEqual(['A longer walk', 'Notes from the harbour'])
  expect(await axeViolations(page)).toEqual([])

  await page.evaluate(() => navigator.serviceWorker.ready)
  await stage.goDark(page.context())
  await page.reload()
  await expect.poll(() => names(page)).toEqual(['A longer walk', 'Notes from the harbour'])
  await article(page, 'Notes from the harbour').getByText('All about Notes from the harbour.').waitFor()
  await stage.goLight(page.context())

  const other = await stage.tab(page.context(), '#/feed/saved')
  await save(other, 'A longer walk', true).click()
  await expect.poll(() => names(other)).toEqual(['Notes from the harbour'])
  await expect.poll(() => names(page)).toEqual(['Notes from the harbour'])
  await other.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => names(page)).toEqual(['A longer walk', 'Notes from the harbour'])
}, 120_000)

test('the picture of a saved post is there without a network, and that of another post is not', async () => {
  const { anna, ben, server } = stage
  const owner = await stage.raw(ben)
  await makeBlog(owner)
  let bytes = Buffer.alloc(0)
  for (const [index, title] of ['A hill', 'A lake'].entries()) {
    const { url } = await uploadPicture(owner, server.upload, index + 1)
    if (index === 0) bytes = Buffer.from(await (await fetch(url)).arrayBuffer())
    await write(owner, { itemId: `p${index}`, title, text: 'Look.', pictureUrl: url })
  }
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await save(page, 'A hill', false).click()
  const picture = (name: string): Locator => article(page, name).locator('img[src^="blob:"]')
  await expect.poll(() => keptPictures(page)).toBe(1)
  await page.evaluate(() => navigator.serviceWorker.ready)
  await stage.goDark(page.context())
  const debug = await page.context().newCDPSession(page)
  await debug.send('Network.clearBrowserCache')
  await page.reload()
  await picture('A hill').waitFor()
  expect(await picture('A hill').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0)
  // In the whole window and as a file as well.
  await picture('A hill').click()
  const viewer = page.getByRole('dialog', { name: 'Pictures' })
  await viewer.locator('img[src^="blob:"]').waitFor()
  const waiting = page.waitForEvent('download')
  await viewer.getByRole('button', { name: 'Download' }).click()
  expect((await readFile(await (await waiting).path())).equals(bytes)).toBe(true)
  await page.keyboard.press('Escape')
  await article(page, 'A lake')
    .getByText(/could not be loaded/)
    .waitFor()
  expect(await picture('A lake').count()).toBe(0)
}, 120_000)

/** How many pictures the account's database keeps. */
async function keptPictures(page: Page): Promise<number> {
  return await page.evaluate(async () => {
    const { name = '' } = (await indexedDB.databases()).find(database => database.name?.includes('@')) ?? {}
    const db = await new Promise<IDBDatabase>(resolve => {
      const opening = indexedDB.open(name)
      opening.addEventListener('success', () => resolve(opening.result))
    })
    const count = await new Promise<number>(resolve => {
      const counting = db.transaction('keptPictures').objectStore('keptPictures').count()
      counting.addEventListener('success', () => resolve(counting.result))
    })
    db.close()
    return count
  })
}

test('another device finds them, fetches what it never saw, and keeps what its author deletes', async () => {
  const { anna, ben } = stage
  const owner = await stage.raw(ben)
  await blog(owner, 'Notes from the harbour', 'A longer walk')
  const desk = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await save(desk, 'A longer walk', false).click()
  const phone = await stage.open({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await signIn(phone, { address: anna, password: PASSWORD })
  await waitUntilCaughtUp(phone)
  await openSaved(phone)
  await article(phone, 'A longer walk').getByText('All about A longer walk.').waitFor()
  await save(desk, 'Notes from the harbour', false).click()
  await article(phone, 'Notes from the harbour').getByText('All about Notes from the harbour.').waitFor()
  await owner.iq(
    'set',
    null,
    `<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='${BLOG}' notify='true'><item id='notes-from-the-harbour'/></retract></pubsub>`,
  )
  await phone.reload()
  await waitForStatus(phone, 'Online')
  await article(phone, 'Notes from the harbour').getByRole('link', { name: 'Notes from the harbour' }).click()
  await phone.getByText('No longer on its server. You still see it because you saved it.').waitFor()
  await save(phone, 'Notes from the harbour', true).click()
  await desk.goto(`${stage.url}#/feed/saved`)
  await expect.poll(() => names(desk), { timeout: 15_000 }).toEqual(['A longer walk'])
}, 120_000)
