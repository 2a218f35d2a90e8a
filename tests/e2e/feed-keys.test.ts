import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { makeBlog, write } from './support/others.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const visit = (page: Page, at: string): Promise<void> =>
  page.evaluate(hash => {
    location.hash = hash
  }, at)

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.querySelector('h2')?.textContent ?? document.activeElement?.tagName ?? '')

/** How far below the bottom of the header the focused card begins, px, and whether it is in the window. */
const place = (page: Page): Promise<{ below: number; inWindow: boolean }> =>
  page.evaluate(() => {
    const card = document.activeElement?.getBoundingClientRect() ?? new DOMRect()
    const header = document.querySelector('main header')?.getBoundingClientRect() ?? new DOMRect()
    return { below: card.top - header.bottom, inWindow: card.top < innerHeight }
  })

test('the feed is read with single keys, which a list shows and a setting switches off', async () => {
  const { anna } = stage
  const writer = await stage.raw(anna)
  await makeBlog(writer)
  for (let index = 1; index <= 8; index += 1) {
    await write(writer, { itemId: `p${index}`, title: `Post ${index}`, text: `${'A line about the weather. '.repeat(12)}\n\n`.repeat(3) })
  }
  const page = await stage.openAs(anna, '#/feed', { viewport: { width: 390, height: 844 } })
  const card = (name: string) => page.getByRole('article', { name, exact: true })
  await card('Post 8').waitFor()
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('Post 8')
  for (const name of ['Post 7', 'Post 6', 'Post 5']) {
    await card(name).waitFor({ state: 'attached' })
    await page.keyboard.press('j')
    expect(await focused(page)).toBe(name)
    await expect.poll(() => place(page)).toMatchObject({ inWindow: true })
    await expect.poll(async () => (await place(page)).below).toBeGreaterThanOrEqual(-1)
  }
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('Post 6')

  // As a screen reader is told of it.
  await expect.poll(() => page.getByRole('feed').ariaSnapshot()).toContain('Post 6')
  expect(
    await card('Post 6').evaluate(element => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent),
  ).toMatch(/^By .+, .+, no likes, no comments$/)

  await page.keyboard.press('l')
  await card('Post 6').getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
  expect(await focused(page)).toBe('Post 6')
  await page.keyboard.press('o')
  await page.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
  await page.goBack()
  await card('Post 6').waitFor()

  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keys' })
  await dialog.getByText('Next post').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })

  await page.keyboard.press('/')
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor()
  await visit(page, '#/feed')
  await card('Post 8').waitFor()
  await page.keyboard.press('n')
  await page.getByRole('textbox', { name: 'Text' }).fill('')
  // Letters are letters where they are typed.
  await page.keyboard.type('just jolly')
  expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('just jolly')

  await visit(page, '#/settings/appearance')
  await page.getByRole('button', { name: 'Show all keys' }).click()
  await dialog.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck()
  await page.keyboard.press('Escape')
  await visit(page, '#/feed')
  await card('Post 8').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('?')
  expect(await dialog.count()).toBe(0)
  expect(await focused(page)).not.toMatch(/^Post/)
})
