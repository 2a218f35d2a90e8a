import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { makeBlog, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })
const post = (page: Page, number: number): Locator => page.getByRole('article', { name: `Post number ${number}`, exact: true })
const scrolled = (page: Page): Promise<number> => page.evaluate(() => Math.round(scrollY))

/** Ben has written a dozen posts, and Anna, who follows him, is in her feed. */
async function readingBen(width: number): Promise<Page> {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  for (let number = 1; number <= 12; number += 1)
    await write(writer, { itemId: `n${number}`, title: `Post number ${number}`, text: `What there is to say about ${number}. `.repeat(12) })
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`, { viewport: { width, height: 900 } })
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  await goTo(page, 'Feed')
  await post(page, 12).waitFor()
  return page
}

/** How far below the upper edge of the window a post begins. */
const standing = (page: Page, number: number): Promise<number> =>
  post(page, number).evaluate(element => Math.round(element.getBoundingClientRect().top))

/** Brings a post further down into sight and opens it with the keyboard. @returns where in the window it stood */
async function openByKeyboard(page: Page, number: number): Promise<number> {
  for (let each = 12; each >= number; each -= 1) await post(page, each).scrollIntoViewIfNeeded()
  await post(page, number)
    .getByRole('link', { name: `Post number ${number}` })
    .focus()
  // At rest: what was scrolled past is still being drawn.
  let at = Number.NaN
  await expect
    .poll(async () => {
      const before = at
      at = await standing(page, number)
      return at === before
    })
    .toBe(true)
  await page.keyboard.press('Enter')
  await heading(page, 'Post').waitFor()
  return at
}

const focused = (page: Page): Promise<string> => page.evaluate(() => document.activeElement?.textContent ?? '')

describe('what is opened from a list', () => {
  test('stands beside it on a desktop: the list keeps its place, and the keyboard goes there and back', async () => {
    const page = await readingBen(1440)
    const before = await openByKeyboard(page, 7)
    const at = await scrolled(page)
    expect(at).toBeGreaterThan(500)
    await expect.poll(() => focused(page)).toBe('Post')
    expect(await heading(page, 'Feed').isVisible()).toBe(true)
    expect(await scrolled(page)).toBe(at)
    // On the screen twice, but only once for whoever looks for it by its name.
    expect(await post(page, 7).count()).toBe(1)
    expect(await post(page, 8).count()).toBe(1)

    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Enter')
    await heading(page, 'Post').waitFor({ state: 'detached' })
    await expect.poll(() => focused(page)).toBe('Post number 7')
    expect(await scrolled(page)).toBe(at)
    expect(await standing(page, 7)).toBe(before)
    expect(await page.title()).toContain('Feed')
  })

  test('takes the place of the list on a tablet, and going back finds the list where it was', async () => {
    const page = await readingBen(900)
    const before = await openByKeyboard(page, 7)
    expect(await heading(page, 'Feed').count()).toBe(0)
    await page.goBack()
    await post(page, 7).waitFor()
    await expect.poll(() => standing(page, 7)).toBe(before)
  })

  test('stands alone when its address was typed: it was opened from nothing', async () => {
    const page = await readingBen(1440)
    await page.goto(`${stage.url}#/people/${encodeURIComponent(stage.ben)}`)
    await heading(page, stage.ben).waitFor()
    await expect.poll(() => heading(page, 'Feed').count()).toBe(0)
  })
})
