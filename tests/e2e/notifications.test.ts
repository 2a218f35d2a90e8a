import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const visit = (page: Page, at: string): Promise<void> =>
  page.evaluate(hash => {
    location.hash = hash
  }, at)

const nav = (page: Page): Locator => page.getByRole('navigation', { name: 'Main' })
const badge = (page: Page, count: number): Locator =>
  nav(page).getByRole('link', {
    name: count === 0 ? 'Notifications' : `Notifications (${count} new notification${count === 1 ? '' : 's'})`,
    exact: true,
  })

async function publish(page: Page, text: string): Promise<void> {
  await page.getByRole('link', { name: 'New post' }).click()
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('article', { name: text }).waitFor()
  await expect.poll(() => page.getByText('Waiting to be sent').count()).toBe(0)
}

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a comment' }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('region', { name: 'Comments' }).getByRole('article').filter({ hasText: text }).waitFor()
  await expect.poll(() => page.getByText('Waiting to be sent').count()).toBe(0)
}

test('what concerns somebody is told on both their devices, leads to its place, and is seen on both once it was on one', async () => {
  const { anna, ben, chloe } = stage
  const here = await stage.openAs(anna)
  await publish(here, 'Who bakes with rye?')
  await here.getByRole('article', { name: 'Who bakes with rye?' }).getByRole('button', { name: 'Comment' }).click()
  await here.getByRole('textbox', { name: 'Write a comment' }).waitFor()
  const at = new URL(here.url()).hash
  const there = await stage.openAs(anna, '#/chats', { viewport: { width: 768, height: 1024 } })

  const [bens, chloes] = [await stage.openAs(ben, at), await stage.openAs(chloe, at)]
  for (const page of [bens, chloes]) {
    await page.getByRole('article', { name: 'Who bakes with rye?' }).getByRole('button', { name: 'Like' }).click()
    await page.getByRole('button', { name: /^Like \d/, pressed: true }).waitFor()
  }
  await say(bens, 'I do, every Sunday')
  await badge(here, 3).waitFor()
  await badge(there, 3).waitFor()

  await visit(here, '#/notifications')
  const list = here.getByRole('list', { name: 'Notifications' })
  const likes = list.getByRole('link').filter({ hasText: 'like your post' })
  await expect.poll(() => likes.count()).toBe(1)
  expect((await likes.textContent())?.replace(/[\u2068\u2069]/g, '')).toMatch(/(ben\S* and chloe|chloe\S* and ben)\S* like your post/)
  expect(await list.getByRole('link').count()).toBe(2)
  expect(await axeViolations(here)).toEqual([])
  // Seen on one device, seen on the other.
  await badge(here, 0).waitFor()
  await badge(there, 0).waitFor()

  await list.getByRole('link').filter({ hasText: 'I do, every Sunday' }).click()
  const comment = here.getByRole('article', { name: `Comment by ${ben}` })
  await expect.poll(() => comment.evaluate(element => element === document.activeElement)).toBe(true)

  // An answer to what Anna said.
  await say(here, 'With caraway?')
  const mine = bens.getByRole('region', { name: 'Comments' }).getByRole('article').filter({ hasText: 'With caraway?' })
  await mine.getByRole('button', { name: 'Reply' }).click()
  await say(bens, 'Never')
  await badge(there, 1).waitFor()
  await visit(there, '#/notifications')
  await there.getByRole('link').filter({ hasText: 'replied to your comment' }).waitFor()
  await badge(there, 0).waitFor()
  await badge(here, 0).waitFor()
  for (const [page, name] of [
    [here, 1440],
    [there, 768],
  ] as const) {
    await visit(page, '#/notifications')
    const folder = process.env['KITH_SHOTS']
    if (folder) await page.screenshot({ path: `${folder}/notifications-${name}.png` })
  }
})
