import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { createNodeXml } from '../servers/demo-world/seed-people.ts'
import { must } from '../servers/demo-world/world.ts'
import { startEjabberd } from '../servers/ejabberd.ts'
import { befriend } from '../support/befriend.ts'
import { axeViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

// What of the two servers only this one can: let in groups of contacts, and let people take back what they said elsewhere.
const stage = useStage(startEjabberd)

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })

test('a blog is opened to a group of contacts from the composer, in words, and only they can read what is written then', async () => {
  const { anna, ben, chloe, server } = stage
  const [owner, friend, colleague] = [await stage.raw(anna), await stage.raw(ben), await stage.raw(chloe)]
  await befriend(owner, friend)
  await befriend(owner, colleague)
  for (const [who, group] of [
    [ben, 'Family'],
    [chloe, 'Work'],
  ])
    await must(owner, 'set', null, `<query xmlns='jabber:iq:roster'><item jid='${who}'><group>${group}</group></item></query>`)
  // Of two communities that she follows she may write to one.
  for (const [node, title, model] of [
    ['open', 'The square', 'open'],
    ['closed', 'The stage', 'publishers'],
  ] as const)
    await must(friend, 'set', server.pubsub, createNodeXml(node, { 'pubsub#title': title, 'pubsub#publish_model': model }))
  const page = await stage.openAs(anna)
  for (const node of ['open', 'closed']) {
    await page.goto(`${stage.url}#/communities/${server.pubsub}/${node}`)
    await page.getByRole('button', { name: 'Follow' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  }
  await page.getByText('You may only read here').waitFor()
  await page.goto(`${stage.url}#/compose`)
  await page.getByText('Everyone can see this.').waitFor()
  const places = page.getByRole('combobox', { name: 'Publish to' }).getByRole('option')
  await expect.poll(() => places.allTextContents()).toEqual(['My blog', expect.stringContaining('The square')])
  await page.getByRole('button', { name: 'Change: Who can see your blog' }).click()
  const dialog = page.getByRole('dialog', { name: 'Who can see your blog' })
  await dialog.getByText('This is one choice for the whole blog: it holds for every post in it, older ones too.').waitFor()
  const save = dialog.getByRole('button', { name: 'Save' })
  await dialog.getByRole('radio', { name: 'Groups of contacts' }).check()
  expect(await save.isDisabled()).toBe(true)
  await dialog.getByRole('checkbox', { name: 'Family' }).check()
  await dialog.getByText('Whoever has read your posts already may still have them.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await save.click()
  await page.getByText('Only some groups of contacts can see this.').waitFor()
  // Behind the open dialog nothing can be written.
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('textbox', { name: 'Text' }).fill('Dinner on Sunday?')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(page, 'Dinner on Sunday?').getByTitle('Only some groups of contacts can see this.').waitFor()
  await expect.poll(() => article(page, 'Dinner on Sunday?').getByText('Waiting to be sent').count()).toBe(0)

  const blog = `#/people/${encodeURIComponent(anna)}`
  const [kin, other] = [await stage.openAs(ben, blog), await stage.openAs(chloe, blog)]
  await article(kin, 'Dinner on Sunday?').waitFor()
  await other.getByText('Only some contacts are let in here.').waitFor()
  expect(await article(other, 'Dinner on Sunday?').count()).toBe(0)

  // Wider again is never silent.
  await page.goto(`${stage.url}#/compose`)
  await page.getByRole('button', { name: 'Change: Who can see your blog' }).click()
  await dialog.getByRole('radio', { name: 'Everyone' }).check()
  await dialog.getByText('Every post of your blog, older ones too, can then be seen by more people than now.').waitFor()
})

test('what somebody said below a post is taken back by themselves, and is gone for everybody at once', async () => {
  const { anna, ben } = stage
  const here = await stage.openAs(anna, '#/compose')
  await here.getByRole('textbox', { name: 'Text' }).fill('Who bakes with rye?')
  await here.getByRole('button', { name: 'Publish', exact: true }).click()
  await article(here, 'Who bakes with rye?').getByRole('button', { name: 'Comment' }).click()
  await expect.poll(() => here.getByText('Waiting to be sent').count()).toBe(0)
  const there = await stage.openAs(ben, new URL(here.url()).hash)
  await there.getByRole('textbox', { name: 'Write a comment' }).fill('I talk too much')
  await there.getByRole('button', { name: 'Send' }).click()
  const said = (page: Page): Locator => page.getByRole('region', { name: 'Comments' }).getByText('I talk too much')
  for (const page of [there, here]) await said(page).waitFor()
  const takeBack = async (): Promise<void> => {
    await there.getByRole('article', { name: 'Comment by' }).getByRole('button', { name: 'More' }).click()
    await there.getByRole('menuitem', { name: 'Delete comment' }).click()
    await said(there).waitFor({ state: 'detached' })
  }
  await takeBack()
  await there.getByRole('button', { name: 'Undo' }).click()
  await said(there).waitFor()
  await takeBack()
  await said(here).waitFor({ state: 'detached', timeout: 20_000 })
  await here.getByText('No comments yet').waitFor()
})
