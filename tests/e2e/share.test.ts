import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { befriend } from '../support/befriend.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const blogOf = (address: string): string => `#/people/${encodeURIComponent(address)}`

async function share(post: Locator, item: string): Promise<void> {
  await post.getByRole('button', { name: 'Share' }).click()
  await post.page().getByRole('menuitem', { name: item, exact: true }).click()
}

async function follow(page: Page, whom: string): Promise<void> {
  await page.goto(`${stage.url}${blogOf(whom)}`)
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
}

test('a post is reposted, quoted and answered by a reader, and a third person sees whose words are whose', async () => {
  const { anna, ben, chloe } = stage
  const writer = await stage.raw(anna)
  await makeBlog(writer)
  await write(writer, { itemId: 'ferry', title: 'The ferry is late', text: 'The third time this week.' })
  const [here, there] = await Promise.all([stage.openAs(ben), stage.openAs(chloe)])
  await follow(here, anna)
  await goTo(here, 'Feed')
  await share(article(here, 'The ferry is late'), 'Repost')
  await here.getByText('Reposted to your blog').waitFor()
  await expect.poll(() => here.getByText('Waiting to be sent').count()).toBe(0)
  await share(article(here, 'The ferry is late').last(), 'Repost with your words')
  await here.getByRole('textbox', { name: 'Text' }).fill('Who is surprised?')
  await here.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(here, 'Who is surprised?').waitFor()
  await share(article(here, 'The ferry is late').last(), 'Answer with a post')
  await here.getByRole('textbox', { name: 'Text' }).fill('Take the bus')
  await here.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(here, 'Take the bus').getByRole('link', { name: 'In answer to “The ferry is late”' }).waitFor()
  await expect.poll(() => here.getByText('Waiting to be sent').count()).toBe(0)

  await there.goto(`${stage.url}${blogOf(ben)}`)
  const copy = article(there, 'The ferry is late')
  await copy.getByText(`Copy of a post by`).waitFor()
  await copy.getByText('The third time this week.').waitFor()
  const quote = article(there, 'Who is surprised?')
  await quote.getByText('The third time this week.').waitFor()
  await article(there, 'Take the bus').getByRole('link', { name: 'In answer to a post' }).waitFor()
  expect(await axeViolations(there)).toEqual([])
  // Once the post itself was opened, it stands there in place of the copy.
  await copy.getByRole('link', { name: 'Open the original' }).click()
  await there.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
  await article(there, 'The ferry is late').getByRole('link', { name: anna }).first().waitFor()
  await there.goto(`${stage.url}${blogOf(ben)}`)
  await article(there, 'The ferry is late').getByText(`${ben} reposted`).waitFor()
  expect((await (await stage.raw(ben)).itemTitles(ben, BLOG)).toSorted()).toEqual([
    'Take the bus',
    'The ferry is late',
    'Who is surprised?',
  ])
})

test('a post goes to a friend in a chat as a card that opens it, and to other clients as an address', async () => {
  const { anna, ben } = stage
  const [one, other] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(one, other)
  await makeBlog(one)
  await write(one, { itemId: 'ferry', title: 'The ferry is late', text: 'Again.' })
  const [here, there] = await Promise.all([stage.openAs(anna, blogOf(anna)), stage.openAs(ben)])
  await share(article(here, 'The ferry is late'), 'Send in a chat')
  const dialog = here.getByRole('dialog', { name: 'Send in a chat' })
  await dialog.getByRole('checkbox', { name: ben }).check()
  await dialog.getByLabel('Add a few words').fill('Look at this')
  expect(await axeViolations(here)).toEqual([])
  await dialog.getByRole('button', { name: 'Send to 1 person' }).click()
  await here.getByText('Sent to 1 person').waitFor()

  await there.goto(`${stage.url}#/chats/${encodeURIComponent(anna)}`)
  const message = there.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: 'Look at this' })
  await message.getByRole('link', { name: 'Open the original' }).click()
  await article(there, 'The ferry is late').waitFor()
  await there.goBack()
  await message.getByText('Again.').waitFor()
  expect(await axeViolations(there)).toEqual([])
  const [body = ''] = await other.archiveBodies(anna)
  expect(body).toContain(`The ferry is late\nxmpp:${anna}?;node=${encodeURIComponent(BLOG)};item=ferry`)
})
