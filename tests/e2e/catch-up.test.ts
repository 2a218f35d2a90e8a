import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { comment, makeBlog, makeCommunity, write } from './support/others.ts'
import { goTo, waitUntilCaughtUp } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const group = (page: Page, name: string): Locator => page.getByRole('region', { name })
const rows = (of: Locator): Promise<string[]> =>
  of.locator('[data-row]').evaluateAll(all => all.map(row => row.querySelector('[dir=auto]')?.textContent ?? ''))
const state = (page: Page, text: RegExp): Locator => page.getByRole('status').filter({ hasText: text })

/** Anna follows Ben's blog and Chloe's community. While she is elsewhere in the app, both write. */
async function missing(width: number, height = 900): Promise<Page> {
  const { anna, ben, chloe, server } = stage
  const [writer, founder] = await Promise.all([stage.raw(ben), stage.raw(chloe)])
  const name = anna.split('@')[0] ?? ''
  const place = { service: server.pubsub, node: `walkers-${name}` }
  await makeBlog(writer)
  await makeCommunity(founder, place.service, place.node, 'Walkers')
  const page = await stage.openAs(anna, '', { viewport: { width, height } })
  for (const at of [`#/communities/${place.service}/${place.node}`, `#/people/${encodeURIComponent(ben)}`]) {
    await page.goto(`${stage.url}${at}`)
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  }
  await goTo(page, 'Settings')
  await waitUntilCaughtUp(page)
  for (const number of [1, 2, 3])
    await write(writer, { itemId: `b${number}`, title: `Harbour note ${number}`, text: `Low tide again. `.repeat(60) })
  await write(founder, { ...place, itemId: `ridge-${name}`, title: 'Over the ridge', text: 'Bring water.' })
  await write(founder, { ...place, itemId: `dry-${name}`, title: 'Short and dry today', text: 'Short and dry today' })
  await comment(writer, place.service, `ridge-${name}`, 'How much water?')
  await expect.poll(() => stored(page, 'posts'), { timeout: 20_000 }).toBe(5)
  return page
}

async function openCatchUp(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Catch up' }).click()
  await page.getByRole('heading', { level: 1, name: 'Catch up' }).waitFor()
}

/** How many posts the device has, or knows to be read. */
function stored(page: Page, table: 'posts' | 'reads'): Promise<number> {
  return page.evaluate(async from => {
    const name = (await indexedDB.databases()).find(each => each.name?.startsWith('kith:'))?.name ?? ''
    return await new Promise<number>((resolve, reject) => {
      const opening = indexedDB.open(name)
      opening.addEventListener('error', () => reject(opening.error ?? new Error('it does not open')))
      opening.addEventListener('success', () => {
        const counting = opening.result.transaction(from).objectStore(from).count()
        counting.addEventListener('success', () => {
          opening.result.close()
          resolve(counting.result)
        })
      })
    })
  }, table)
}

test('what was missed stands by who wrote it, a post opens beside the list, and what was read is left out the next time', async () => {
  const page = await missing(1440)
  await page.goto(`${stage.url}#/catch-up`)
  const { ben } = stage
  await expect.poll(() => rows(group(page, ben))).toEqual(['Harbour note 3', 'Harbour note 2', 'Harbour note 1'])
  await expect.poll(() => rows(group(page, 'Walkers'))).toEqual(['Short and dry today', 'Over the ridge'])
  expect(await axeViolations(page)).toEqual([])

  await page.getByRole('button', { name: 'Articles' }).click()
  await expect.poll(() => rows(group(page, 'Walkers'))).toEqual(['Over the ridge'])
  await page.getByRole('button', { name: 'All', exact: true }).click()

  await group(page, ben).getByRole('link', { name: 'Harbour note 2' }).click()
  await page.getByRole('article', { name: 'Harbour note 2' }).waitFor()
  expect(await page.getByRole('heading', { level: 1, name: 'Catch up' }).isVisible()).toBe(true)
  await page.goBack()

  // All of them were before Anna's eyes by now.
  await state(page, /^Nothing unread/).waitFor()
  await page.reload()
  await page.getByRole('heading', { name: 'You are up to date' }).waitFor()
  await page.getByRole('checkbox', { name: 'Show read' }).check()
  await expect.poll(() => rows(group(page, ben))).toEqual(['Harbour note 3', 'Harbour note 2', 'Harbour note 1'])

  await write(await stage.raw(ben), { itemId: 'b4', title: 'Harbour note 4', text: 'High tide at last.' })
  await page.getByRole('button', { name: '1 new post' }).click()
  await expect.poll(async () => (await rows(group(page, ben)))[0]).toBe('Harbour note 4')
}, 120_000)

test('on a phone a post opens in its place, by keyboard as well, and everything is put away and brought back', async () => {
  const page = await missing(390, 500)
  await page.goto(`${stage.url}#/catch-up`)
  const { ben } = stage
  await group(page, ben).waitFor()
  // Two rows of the community come first.
  for (let row = 1; row <= 4; row += 1) await page.keyboard.press('j')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Harbour note 2')
  await page.keyboard.press('Enter')
  const card = page.getByRole('article', { name: 'Harbour note 2' })
  await card.getByRole('button', { name: 'Like' }).waitFor()
  expect(await group(page, ben).getByRole('button', { name: 'Harbour note 2', expanded: true }).count()).toBe(1)
  expect(await axeViolations(page)).toEqual([])

  // From the card to its page and back: the list is as it was left.
  await card.getByRole('link', { name: 'Harbour note 2' }).click()
  await page.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
  await page.goBack()
  await card.getByRole('button', { name: 'Like' }).waitFor()

  await page.getByRole('button', { name: 'All read' }).click()
  await state(page, /^Nothing unread/).waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await state(page, /unread posts? since/).waitFor()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
}, 120_000)

test('what was read in the feed is not caught up with again', async () => {
  const page = await missing(390, 700)
  await goTo(page, 'Feed')
  const { ben } = stage
  const cards = page.getByRole('article')
  await cards.first().waitFor()
  const [top, bottom] = ['Short and dry today', 'Harbour note 1']
  expect(await cards.first().getByRole('heading', { level: 2 }).textContent()).toBe(top)
  await expect.poll(() => stored(page, 'reads'), { timeout: 10_000 }).toBeGreaterThan(0)
  await openCatchUp(page)
  await expect.poll(() => rows(group(page, ben))).toContain(bottom)
  expect(await rows(page.getByRole('main'))).not.toContain(top)
}, 120_000)
