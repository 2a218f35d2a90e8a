import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { makeBlog, write } from './support/others.ts'
import { signIn, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const titles = (page: Page): Promise<string[]> =>
  page
    .getByRole('feed', { name: 'All' })
    .getByRole('article')
    .evaluateAll(cards => cards.map(card => card.querySelector('h2')?.textContent ?? ''))

test('a word that is muted on one device leaves the feed of both, keeps out what comes, and is let in again on the other', async () => {
  const { anna, ben } = stage
  const owner = await stage.raw(ben)
  await makeBlog(owner)
  await write(owner, { itemId: 'cake', title: 'A recipe', text: 'How to make a cake.' })
  await write(owner, { itemId: 'bread', title: 'Another one', text: 'How to make bread.' })
  const desk = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await desk.getByRole('button', { name: /^Follow/ }).click()
  await desk.goto(`${stage.url}#/feed`)
  await expect.poll(() => titles(desk)).toEqual(['Another one', 'A recipe'])
  const phone = await stage.open({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await signIn(phone, { address: anna, password: PASSWORD })
  await waitUntilCaughtUp(phone)
  await expect.poll(() => titles(phone)).toEqual(['Another one', 'A recipe'])

  // By the keyboard alone.
  await article(desk, 'A recipe').getByRole('button', { name: 'More' }).focus()
  await desk.keyboard.press('Enter')
  await desk.getByRole('menuitem', { name: 'Show less of this…' }).press('Enter')
  await desk.getByRole('dialog', { name: 'Show less of this' }).waitFor()
  expect(await axeViolations(desk)).toEqual([])
  await desk.getByRole('textbox', { name: 'Word or phrase' }).fill('Cake')
  await desk.keyboard.press('Enter')
  await expect.poll(() => titles(desk)).toEqual(['Another one'])
  await expect.poll(() => titles(phone)).toEqual(['Another one'])

  await write(owner, { itemId: 'more', title: 'More cake', text: 'And more.' })
  await write(owner, { itemId: 'tea', title: 'Tea', text: 'At five.' })
  for (const page of [desk, phone]) {
    await page.getByRole('button', { name: '1 new post' }).click()
    await expect.poll(() => titles(page)).toEqual(['Tea', 'Another one'])
  }

  await desk.goto(`${stage.url}#/people/${encodeURIComponent(ben)}`)
  const folded = article(desk, 'Muted: Posts with “cake”')
  // The blog is drawn at first as it was left.
  await expect.poll(() => folded.count()).toBe(2)
  await folded.first().getByRole('button', { name: 'Show' }).click()
  await desk.getByText('And more.').waitFor()

  await phone.goto(`${stage.url}#/settings/muted`)
  await phone.getByText('Posts with “Cake”').waitFor()
  expect(await axeViolations(phone)).toEqual([])
  await phone.getByRole('button', { name: 'Unmute' }).click()
  await phone.getByText('Nothing is muted.').waitFor()
  for (const page of [desk, phone]) {
    await page.goto(`${stage.url}#/feed`)
    await expect.poll(() => titles(page)).toEqual(['Tea', 'More cake', 'Another one', 'A recipe'])
  }
}, 120_000)
