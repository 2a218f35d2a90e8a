import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { talk } from '../support/talk.ts'
import { axeViolations } from './support/axe.ts'
import { goTo, waitUntilCaughtUp } from './support/sign-in.ts'
import { know } from './support/others.ts'
import { shoot, shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'
import { storeMessages } from './support/store-messages.ts'

const stage = useStage()
const YEAR_START = Date.UTC(2024, 0, 1, 12)
const MANY = 6000

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const message = (page: Page, text: string): Locator => log(page).getByRole('article').filter({ hasText: text })

/** Of 6000 messages of Ben the tenth says where the key is. */
async function withLongTalk(): Promise<Page> {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, '#/search')
  await waitUntilCaughtUp(page)
  const bodies = Array.from({ length: MANY }, (_, index) => `On day ${index} we talked of this and that`)
  bodies[10] = 'The key lies under the third pot'
  bodies[4000] = 'Another key hangs in the shed'
  await storeMessages(page, { me: anna, other: ben, bodies, from: YEAR_START })
  return page
}

async function expectInView(page: Page, text: string): Promise<void> {
  await expect
    .poll(() =>
      message(page, text).evaluateAll(([found]) => {
        const box = found?.getBoundingClientRect()
        const port = found?.closest('[role=log]')?.getBoundingClientRect()
        return box !== undefined && port !== undefined && box.top >= port.top && box.bottom <= port.bottom
      }),
    )
    .toBe(true)
}

const NO_PAPER = 'rgba(0, 0, 0, 0)'
const paperOf = (found: Locator): Promise<string> => found.evaluate(each => getComputedStyle(each).backgroundColor)
const hasFocus = (found: Locator): Promise<boolean> => found.evaluate(each => each === document.activeElement)

test('a found message opens at its place among thousands, again after a reload and by way of Back; one press leads to the newest', async () => {
  const page = await withLongTalk()
  await page.getByRole('searchbox', { name: 'Search' }).fill('third pot')
  await page.getByRole('region', { name: 'Messages' }).getByRole('link').click()
  await expectInView(page, 'third pot')
  await expect.poll(() => hasFocus(message(page, 'third pot'))).toBe(true)
  // Marked, for a moment.
  expect(await paperOf(message(page, 'third pot'))).not.toBe(NO_PAPER)
  await expect.poll(() => paperOf(message(page, 'third pot')), { timeout: 5000 }).toBe(NO_PAPER)
  expect(page.url()).toContain('message=stored-10')
  expect(await message(page, 'On day 5999').count()).toBe(0)
  expect(await axeViolations(page)).toEqual([])

  await page.reload()
  await expectInView(page, 'third pot')
  await page.goBack()
  await page.getByRole('searchbox', { name: 'Search' }).waitFor()
  await page.goForward()
  await expectInView(page, 'third pot')

  // What is newer comes as one reads on, and what is read stays where it is.
  await log(page).hover()
  for (let step = 0; step < 40 && (await message(page, 'On day 150').count()) === 0; step += 1) await page.mouse.wheel(0, 600)
  await message(page, 'On day 150').waitFor()
  expect(await message(page, 'On day 5999').count()).toBe(0)

  await page.getByRole('button', { name: 'Jump to the latest message' }).click()
  await expectInView(page, 'On day 5999')
  await expect.poll(() => page.url()).not.toContain('message=')
  await page.reload()
  await expectInView(page, 'On day 5999')
}, 120_000)

test('an address of a message that is not here says so and shows the conversation', async () => {
  const page = await withLongTalk()
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(stage.ben)}?message=gone`)
  await page.getByText('That message is not on this device yet.').waitFor()
  await expectInView(page, 'On day 5999')
  await goTo(page, 'Search')
}, 120_000)

test('one looks through a conversation as one types, goes from one match to the next, and Escape leaves one there', async () => {
  const page = await withLongTalk()
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(stage.ben)}`)
  await expectInView(page, 'On day 5999')
  await page.getByRole('textbox', { name: 'Message' }).focus()
  await page.keyboard.press('ControlOrMeta+f')
  const bar = page.getByRole('search', { name: 'Search in this chat' })
  const field = bar.getByRole('searchbox', { name: 'Search in this chat' })
  await expect.poll(() => hasFocus(field)).toBe(true)
  await page.keyboard.type('key')
  await bar.getByText('2 messages').waitFor()
  await expectInView(page, 'On day 5999')
  await page.keyboard.press('Enter')
  await expectInView(page, 'Another key')
  await bar.getByText('1 of 2').waitFor()
  expect(await message(page, 'Another key').locator('mark').allTextContents()).toEqual(['key'])
  expect(await hasFocus(field)).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await expectInView(page, 'third pot')
  await page.keyboard.press('Shift+Enter')
  await expectInView(page, 'Another key')
  await page.keyboard.press('Enter')
  await expectInView(page, 'third pot')
  await page.keyboard.press('Escape')
  await bar.waitFor({ state: 'detached' })
  await expectInView(page, 'third pot')
  await expect.poll(() => hasFocus(message(page, 'third pot'))).toBe(true)
  expect(await page.locator('mark').count()).toBe(0)

  const button = page.getByRole('button', { name: 'Search in this chat' })
  await button.click()
  await field.fill('"key hangs"')
  await bar.getByText('1 message', { exact: true }).waitFor()
  await field.fill('key before:2024-01-02')
  await bar.getByText('1 message', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => hasFocus(button)).toBe(true)
}, 120_000)

test('a date leads to its first message', async () => {
  const page = await withLongTalk()
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(stage.ben)}`)
  await expectInView(page, 'On day 5999')
  await page.getByRole('button', { name: 'Search in this chat' }).click()
  const bar = page.getByRole('search', { name: 'Search in this chat' })
  // 12 hours after the beginning: a message each minute.
  await page.getByLabel('Go to a date').fill('2024-01-02')
  await expectInView(page, 'On day 720')
  await page.getByLabel('Go to a date').fill('2023-12-24')
  await bar.getByText('Nothing was said that day. This is the next message.').waitFor()
  await expectInView(page, 'On day 0')
  await page.getByLabel('Go to a date').fill('2025-01-01')
  await bar.getByText('Nothing was said on that day or later.').waitFor()
  await expectInView(page, 'On day 0')
  expect(await axeViolations(page)).toEqual([])
}, 120_000)

/** The words that a reader looks for, as they go to the server. */
const WORDS_FIELD = /<field var="\{urn:xmpp:fulltext:0\}fulltext"><value>rose<\/value><\/field>/

test('what lies too far down in the archive is found by the server, where that can, and opens with what is around it', async () => {
  const { anna, ben } = stage
  const [own, other] = [await stage.raw(anna), await stage.raw(ben)]
  await know(own, ben)
  const bodies = Array.from({ length: 330 }, (_, index) => `Words ${index}`)
  await talk(other, own, ['The hidden rose'])
  await expect.poll(() => own.archiveBodies(ben)).toEqual(['The hidden rose'])
  const first = own.received.find(stanza => / stamp="/.test(stanza.toString()) && stanza.toString().includes('The hidden rose'))
  const [, said = ''] = / stamp="([^"]*)"/.exec(String(first)) ?? []
  // It is alone in its second, and what will be missing begins in another one than it ends in.
  const laterThan = (time: number) => expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(time + 2_000)
  await laterThan(Date.parse(said))
  await talk(other, own, bodies.slice(0, 110))
  await laterThan(Date.now())
  await talk(other, own, bodies.slice(110))
  await expect.poll(async () => (await own.archiveBodies(ben)).length, { timeout: 60_000, interval: 1_000 }).toBe(bodies.length + 1)
  // By whole seconds, as this server stamps.
  const stamp = new Date(Date.parse(said) + 1_000).toISOString()
  // Neither server has it with what is below it here: the field is put into its form, and what is looked for is everything of that moment.
  stage.proxy.decide = ({ direction, text }) => {
    if (direction === 'down' && text.includes('urn:xmpp:mam:2') && / type=["']form["']/.test(text))
      return { replace: text.replace('</x>', "<field var='{urn:xmpp:fulltext:0}fulltext' type='text-single'/></x>") }
    if (direction === 'up' && WORDS_FIELD.test(text))
      return { replace: text.replace(WORDS_FIELD, `<field var='end'><value>${stamp}</value></field>`) }
    return 'pass'
  }
  const page = await stage.openAs(anna, `#/chats/${encodeURIComponent(ben)}`, { viewport: { width: 1440, height: 900 } })
  await message(page, 'Words 329').waitFor()
  await page.getByRole('button', { name: 'Search in this chat' }).click()
  await page.getByRole('searchbox', { name: 'Search in this chat' }).fill('rose')
  await page.getByText('Nothing found').waitFor()
  await page.getByRole('button', { name: 'Search older messages on the server' }).click()
  const list = page.getByRole('list', { name: 'Found on the server' })
  await list.getByRole('button', { name: 'The hidden rose' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shootAll(page, 'server-search')
  await list.getByRole('button', { name: 'The hidden rose' }).click()
  await expectInView(page, 'The hidden rose')
  await shootAll(page, 'server-found')
  await message(page, 'Words 1').first().waitFor()
  // What is missing between there and the newest is said, and can be had.
  await page.getByRole('searchbox', { name: 'Search in this chat' }).press('Escape')
  const gap = page.getByRole('note').filter({ hasText: 'Messages are missing here' })
  await expect
    .poll(
      async () => {
        if ((await gap.count()) === 0) await log(page).press('PageDown')
        return gap.count()
      },
      { timeout: 20_000 },
    )
    .toBe(1)
  await gap.getByRole('button', { name: 'Load them' }).click()
  await gap.waitFor({ state: 'detached' })
}, 180_000)

test('so many messages in a moment are one line, which unfolds where it stands, keeps the focus and opens for what is looked for', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, '#/search', { viewport: { width: 1440, height: 900 } })
  await waitUntilCaughtUp(page)
  const bodies = Array.from({ length: 200 }, (_, index) => `Line ${index}`)
  await storeMessages(page, { me: anna, other: ben, bodies, from: YEAR_START, burst: 40 })
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(ben)}`)
  await message(page, 'Line 199').waitFor()
  const flood = log(page).getByRole('button', { name: `39 messages from ${ben} in a moment` })
  await flood.waitFor()
  expect(await message(page, 'Line 170').count()).toBe(0)
  expect(await axeViolations(page)).toEqual([])
  await shootAll(page, 'flood')
  const top = async (): Promise<number> => Math.round((await flood.boundingBox())?.y ?? 0)
  await flood.focus()
  const before = await top()
  await page.keyboard.press('Enter')
  await message(page, 'Line 162').waitFor()
  await expect.poll(top).toBe(before)
  expect(await hasFocus(flood)).toBe(true)
  await shoot(page, 'flood-open')
  await page.keyboard.press('Enter')
  await message(page, 'Line 162').waitFor({ state: 'detached' })
  await expect.poll(top).toBe(before)
  expect(await hasFocus(flood)).toBe(true)
  // What one is led to is never behind it.
  await page.goto(`${stage.url}#/chats/${encodeURIComponent(ben)}?message=stored-170`)
  await expectInView(page, 'Line 170')
})
