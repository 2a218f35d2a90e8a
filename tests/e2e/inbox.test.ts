import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { RawClient } from '../support/raw-client.ts'
import { axeViolations } from './support/axe.ts'
import { hasFocus } from './support/keys.ts'
import { know } from './support/others.ts'
import { shoot, shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
/** What goes by the server and another device. */
const PATIENT = { timeout: 10_000 }

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
  await shootAll(desk, 'menu')
  await desk.setViewportSize({ width: 1440, height: 900 })
  await desk.getByRole('menuitem', { name: 'Archive' }).press('Enter')
  await areRows('ben')
  await phone.getByRole('button', { name: 'Show archived conversations' }).tap()
  await phone.getByRole('heading', { name: 'Archived' }).waitFor()
  await expect.poll(() => rows(phone), PATIENT).toEqual(['chloe'])
  expect(await axeViolations(phone)).toEqual([])
  say(second, 'Are you there?')
  await phone.getByText('Nothing archived').waitFor()
  await phone.getByRole('button', { name: 'Back to the inbox' }).tap()
  await areRows('ben', 'chloe')

  // Two unread of hers and one of his: muted, hers do not count, and she stays put away.
  await expect.poll(() => desk.title(), PATIENT).toMatch(/^\(3\)/)
  await phone.getByRole('button', { name: `More for ${chloe}` }).tap()
  await phone.getByRole('menuitem', { name: 'Mute for a day' }).tap()
  for (const page of both) await expect.poll(() => page.title(), PATIENT).toMatch(/^\(1\)/)
  await shootAll(desk, 'inbox')
  await desk.setViewportSize({ width: 1440, height: 900 })
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

/** A finger that goes along. @returns what lifts it */
async function pull(page: Page, target: Locator, by: number): Promise<() => Promise<unknown>> {
  const box = await target.boundingBox()
  if (!box) throw new Error('there is nothing to swipe')
  const touch = await page.context().newCDPSession(page)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const at = (dx: number) => ({ touchPoints: [{ x: x + dx, y: y + 1, id: 1 }] })
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(0) })
  for (let step = 1; step <= 8; step += 1) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at((by * step) / 8) })
  return () => touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('a row is archived and read with a finger and with keys, each taken back with one press', async () => {
  const { anna, ben, chloe } = stage
  await know(await stage.raw(anna), ben, chloe)
  const phone = await stage.openAs(anna, '#/chats', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  // What was there before would be read already.
  await phone.getByText('No conversations yet').waitFor()
  for (const [who, body] of [
    [ben, 'Tea at five?'],
    [chloe, 'The boat is ready.'],
  ] as const)
    (await stage.raw(who)).send(`<message to='${anna}' type='chat' id='${body.length}'><body>${body}</body></message>`)
  const row = (who: string): Locator => phone.getByRole('link', { name: new RegExp(localOf(who)) })
  for (const who of [ben, chloe]) await row(who).waitFor()
  await expect.poll(() => phone.title(), PATIENT).toMatch(/^\(2\)/)
  const order = await rows(phone)

  await (
    await pull(phone, row(ben), 160)
  )()
  await phone.getByText('Marked as read.').waitFor()
  await expect.poll(() => phone.title(), PATIENT).toMatch(/^\(1\)/)
  // A tap so soon after touches of another session is sometimes no click in this browser.
  await phone.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => phone.title(), PATIENT).toMatch(/^\(2\)/)
  const lift = await pull(phone, row(ben), -160)
  await phone.locator('[data-armed]').waitFor()
  await shoot(phone, 'swipe')
  await lift()
  await phone.getByText('Archived. A new message brings it back.').waitFor()
  await expect.poll(() => rows(phone)).toEqual(['chloe'])
  await phone.getByRole('button', { name: 'Undo' }).last().click()
  await expect.poll(() => rows(phone)).toEqual(order)
  // It opened nothing on the way.
  expect(phone.url()).toMatch(/#\/chats$/)

  const last = row(order.at(-1) === 'ben' ? ben : chloe)
  await last.focus()
  await phone.keyboard.press('p')
  await expect.poll(() => rows(phone)).toEqual(order.toReversed())
  await expect.poll(() => hasFocus(last)).toBe(true)
  await phone.keyboard.press('p')
  await expect.poll(() => rows(phone)).toEqual(order)
  await expect.poll(() => hasFocus(last)).toBe(true)
  await phone.keyboard.press('ArrowUp')
  await phone.keyboard.press('u')
  await expect.poll(() => phone.title(), PATIENT).toMatch(/^\(1\)/)
  await phone.keyboard.press('?')
  await phone.getByRole('heading', { name: 'In the list of conversations' }).waitFor()
  expect(await axeViolations(phone)).toEqual([])
  await shootAll(phone, 'keys')
}, 120_000)
