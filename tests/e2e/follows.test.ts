import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { befriend } from '../support/befriend.ts'
import { axeViolations } from './support/axe.ts'
import { makeBlog, makeCommunity, write } from './support/others.ts'
import { goTo, waitUntilCaughtUp } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const profile = (address: string): string => `${stage.url}#/people/${encodeURIComponent(address)}`

async function founded(title: string): Promise<string> {
  const { anna, chloe, server } = stage
  const node = `${title.toLowerCase()}-${anna.split('@')[0]}`
  const founder = await stage.raw(chloe)
  await makeCommunity(founder, server.pubsub, node, title)
  await write(founder, { service: server.pubsub, node, itemId: `first-${node}`, title: `Welcome to ${title}`, text: 'Come in.' })
  return `${stage.url}#/communities/${server.pubsub}/${node}`
}

test('what one follows is seen by nobody until one shows it, and a friend follows it from the profile', async () => {
  const { anna, ben } = stage
  const community = await founded('Beekeepers')
  await befriend(await stage.raw(anna), await stage.raw(ben))
  const [here, there] = [await stage.openAs(anna), await stage.openAs(ben)]
  await here.goto(community)
  await here.getByRole('button', { name: 'Follow' }).click()
  await there.goto(profile(anna))
  await there.getByText('Shows nothing of what they follow').waitFor()

  await here.getByRole('button', { name: 'Who sees this' }).click()
  const choice = here.getByRole('dialog').getByRole('checkbox', { name: 'Show on my profile' })
  await here.getByText('Contacts who may see when you are online').waitFor()
  expect(await choice.isChecked()).toBe(false)
  expect(await axeViolations(here)).toEqual([])
  await choice.check()
  await here.getByText('Holds on this device').waitFor({ state: 'detached' })

  await there.reload()
  await there.getByRole('link', { name: 'Shows 1 of what they follow' }).click()
  await there.getByRole('heading', { level: 1, name: `What ${anna} follows` }).waitFor()
  expect(await axeViolations(there)).toEqual([])
  await there.getByRole('button', { name: 'Follow Beekeepers' }).click()
  await there.getByRole('button', { name: 'Unfollow Beekeepers' }).waitFor()

  await choice.uncheck()
  await here.getByText('Holds on this device').waitFor({ state: 'detached' })
  await there.reload()
  await there.getByText('Shows nothing of what they follow').waitFor()
})

test('whoever wrote a post, and where, is followed and left from the menu of its card, by keyboard', async () => {
  const { anna, chloe } = stage
  const community = await founded('Gliders')
  await makeBlog(await stage.raw(chloe))
  await write(await stage.raw(chloe), { itemId: 'own', title: 'From my own blog' })
  const page = await stage.openAs(anna)
  await page.goto(community)
  await article(page, 'Welcome to Gliders').getByRole('button', { name: 'More' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: `Follow ${chloe}` }).waitFor()
  await page.getByRole('menuitem', { name: 'Follow Gliders' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  // The last one but one, counted from the end.
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe(`Follow ${chloe}`)
  await page.keyboard.press('Enter')
  await page.getByText('they do not become a contact').waitFor()

  await goTo(page, 'Feed')
  await waitUntilCaughtUp(page)
  const card = article(page, 'From my own blog')
  await card.waitFor()
  await card.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: `Unfollow ${chloe}` }).click()
  await card.waitFor({ state: 'detached' })
})
