import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { talk } from '../support/talk.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

/** Over the widths where the page is arranged anew. */
const PHONE = [
  { width: 390, height: 844 },
  { width: 844, height: 390 },
] as const
const TABLET = [
  { width: 768, height: 1024 },
  { width: 1024, height: 768 },
] as const
const WINDOW = [
  { width: 1024, height: 768 },
  { width: 700, height: 768 },
] as const

const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true })
const rest = (page: Page): Promise<number> => log(page).evaluate(element => element.scrollHeight - element.clientHeight - element.scrollTop)
/** What stands in a field, and whether one goes on typing there. */
const typedIn = (at: Locator): Promise<[string, boolean]> =>
  at.evaluate((element: HTMLInputElement) => [element.value, document.activeElement === element])

type Sizes = readonly [{ width: number; height: number }, { width: number; height: number }]

/** Turned there and back, twice: what is looked at holds each time. */
async function turning(page: Page, [one, other]: Sizes, holds: () => Promise<void>): Promise<void> {
  for (const size of [one, other, one, other, one]) {
    await page.setViewportSize(size)
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(size.width)
    await holds()
  }
}

/** With sixty messages from Ben, all read. */
async function talking(page: Page): Promise<void> {
  const [writer, own] = [await stage.raw(stage.ben), await stage.raw(stage.anna)]
  // With something new in it a chat would open where that begins: it is open before there is anything.
  await log(page)
    .getByText(/conversation with .* begins/)
    .waitFor()
  await talk(writer, own, ['Message 0.'])
  await log(page).getByText('Message 0.').waitFor()
  const words = Array.from({ length: 59 }, (_, index) => `Message ${index + 1}. `.repeat(1 + (index % 23)))
  await talk(writer, own, words)
  await log(page).getByText('Message 59.').waitFor()
}

test('a phone or a tablet that is turned keeps its chat at the end, what is typed and what is open', async () => {
  const page = await stage.openAs(stage.anna, chatWith(stage.ben), { viewport: PHONE[0], hasTouch: true, isMobile: true })
  await talking(page)
  await field(page).fill('Half a\nthought')
  for (const sizes of [PHONE, TABLET]) {
    await turning(page, sizes, async () => {
      await expect.poll(() => rest(page)).toBeLessThan(1)
      await log(page).getByText('Message 59.').waitFor()
      expect(await typedIn(field(page))).toEqual(['Half a\nthought', true])
    })
  }

  await page.getByRole('button', { name: 'Search in this chat' }).click()
  const words = page.getByRole('searchbox', { name: 'Search in this chat' })
  await words.fill('Message 3')
  await turning(page, PHONE, async () => expect(await typedIn(words)).toEqual(['Message 3', true]))
  await page.getByRole('button', { name: 'Close search' }).click()

  // Opened from the list, for which there is room in one of the two ways of holding it.
  await page.setViewportSize(PHONE[1])
  const row = page.getByRole('list', { name: 'Conversations' }).getByRole('listitem')
  await row.getByRole('button').click()
  await page.getByRole('menuitem', { name: 'Notifications…' }).click()
  const dialog = page.getByRole('dialog')
  await turning(page, PHONE, () => dialog.getByRole('heading', { name: /Notifications/ }).waitFor())
  expect(await row.isVisible()).toBe(false)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await dialog.waitFor({ state: 'detached' })
  expect(await field(page).isVisible()).toBe(true)

  await page.getByRole('link', { name: 'Back' }).click()
  await page.getByRole('button', { name: 'New conversation' }).click()
  const address = dialog.getByRole('textbox')
  await address.fill('chlo')
  await turning(page, PHONE, async () => expect(await typedIn(address)).toEqual(['chlo', true]))
}, 120_000)

test('a window that is made narrow and wide again leaves the keyboard where it is', async () => {
  const page = await stage.openAs(stage.anna, chatWith(stage.ben), { viewport: WINDOW[0] })
  await talking(page)
  await page.getByRole('button', { name: 'Search in this chat' }).click()
  const words = page.getByRole('searchbox', { name: 'Search in this chat' })
  await words.fill('Message 3')
  await turning(page, WINDOW, async () => expect(await typedIn(words)).toEqual(['Message 3', true]))
}, 60_000)
