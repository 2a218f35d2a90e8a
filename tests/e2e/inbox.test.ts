import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RawClient } from '../support/raw-client.ts'
import { axeViolations } from './support/axe.ts'
import { know } from './support/others.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
/** What goes by the server and another device. */
const PATIENT = { timeout: 10_000 }
/** A folder for looking at them. */
const folder = process.env['KITH_SHOTS']

const localOf = (address: string): string => address.split('@')[0] ?? ''
const rows = (page: Page): Promise<string[]> =>
  page
    .getByRole('list', { name: 'Conversations' })
    .getByRole('link')
    .evaluateAll(links => links.map(link => /(anna|ben|chloe)/.exec(link.textContent ?? '')?.[0] ?? ''))

async function choose(page: Page, who: string, what: string): Promise<void> {
  await page.getByRole('link', { name: new RegExp(localOf(who)) }).hover()
  await page.getByRole('button', { name: `More for ${who}` }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

/** At three widths, in both colours. */
async function shoot(page: Page, name: string): Promise<void> {
  if (folder === undefined) return
  for (const [width, height] of [
    [390, 844],
    [768, 1024],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
  }
}

test('conversations are pinned, put away and muted on one device and so on the other; what is new brings back what is not muted', async () => {
  const { anna, ben, chloe } = stage
  const [first, second] = [await stage.raw(ben), await stage.raw(chloe)]
  await know(await stage.raw(anna), ben, chloe)
  const say = (by: RawClient, body: string): void =>
    by.send(`<message to='${anna}' type='chat' id='${body}'><body>${body}</body></message>`)
  const desk = await stage.openAs(anna, '#/chats', { viewport: { width: 1440, height: 900 } })
  const phone = await stage.openAs(anna, '#/chats', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const both = [desk, phone]
  const areRows = async (...wanted: string[]): Promise<void> => {
    for (const page of both) await expect.poll(() => rows(page), PATIENT).toEqual(wanted)
  }
  say(first, 'Tea at five?')
  await areRows('ben')
  say(second, 'The boat is ready.')
  await areRows('chloe', 'ben')

  await choose(desk, ben, 'Pin to the top')
  await areRows('ben', 'chloe')
  // By the keyboard alone.
  await desk.getByRole('link', { name: new RegExp(localOf(chloe)) }).focus()
  await desk.keyboard.press('Tab')
  await desk.keyboard.press('Enter')
  await desk.getByRole('menuitem', { name: 'Archive' }).waitFor()
  expect(await axeViolations(desk)).toEqual([])
  await shoot(desk, 'menu')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.getByRole('menuitem', { name: 'Archive' }).press('Enter')
  await areRows('ben')
  await phone.getByRole('button', { name: 'Show archived conversations' }).tap()
  await phone.getByRole('heading', { name: 'Archived' }).waitFor()
  await expect.poll(() => rows(phone), PATIENT).toEqual(['chloe'])
  expect(await axeViolations(phone)).toEqual([])
  if (folder !== undefined) await phone.screenshot({ path: `${folder}/archived-phone.png` })
  say(second, 'Are you there?')
  await phone.getByText('Nothing archived').waitFor()
  await phone.getByRole('button', { name: 'Back to the inbox' }).tap()
  await areRows('ben', 'chloe')

  // Two unread of hers and one of his: muted, hers do not count, and she stays put away.
  await expect.poll(() => desk.title(), PATIENT).toMatch(/^\(3\)/)
  await phone.getByRole('button', { name: `More for ${chloe}` }).tap()
  await phone.getByRole('menuitem', { name: 'Mute for a day' }).tap()
  for (const page of both) await expect.poll(() => page.title(), PATIENT).toMatch(/^\(1\)/)
  await shoot(desk, 'inbox')
  await desk.setViewportSize({ width: 1440, height: 900 })
  if (folder !== undefined) await phone.screenshot({ path: `${folder}/inbox-phone.png` })
  await choose(desk, chloe, 'Archive')
  await areRows('ben')
  say(second, 'Hello?')
  say(first, 'Or at six?')
  for (const page of both) await expect.poll(() => page.title(), PATIENT).toMatch(/^\(2\)/)
  await areRows('ben')
  await desk.getByRole('button', { name: 'Show archived conversations' }).click()
  await desk.getByText('Hello?').waitFor()

  // Read on one device it is read on the other, whatever those who wrote may know.
  await desk.getByRole('link', { name: new RegExp(localOf(chloe)) }).click()
  await desk.getByRole('button', { name: 'Back to the inbox' }).click()
  await desk.getByRole('link', { name: new RegExp(localOf(ben)) }).click()
  await desk.bringToFront()
  await expect.poll(() => desk.title(), PATIENT).not.toMatch(/^\(/)
  await expect.poll(() => phone.title(), PATIENT).not.toMatch(/^\(/)
}, 120_000)
