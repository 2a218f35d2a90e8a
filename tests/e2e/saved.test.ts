import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
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
