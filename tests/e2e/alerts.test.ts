import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { know } from './support/others.ts'
import { shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const PATIENT = { timeout: 10_000 }

interface Told {
  told: { title: string; body: string; press: () => void }[]
}

/** What the system would show, in place of the system. */
function listen(page: Page): Promise<void> {
  return page.evaluate(() => {
    const told: Told['told'] = []
    class Shown extends EventTarget {
      static readonly permission = 'granted'
      static requestPermission = async (): Promise<string> => 'granted'
      constructor(title: string, { body }: { body: string }) {
        super()
        told.push({ title, body, press: () => this.dispatchEvent(new Event('click')) })
      }
      close(): void {}
    }
    Object.assign(globalThis, { Notification: Shown, told })
  })
}
const told = (page: Page): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as Told).told.map(({ title, body }) => `${title}: ${body}`))

test('new messages ring in one of two tabs, lead to their conversation, and only as far as that is wanted', async () => {
  const { anna, ben, chloe } = stage
  const [first, second] = [await stage.raw(ben), await stage.raw(chloe)]
  await know(await stage.raw(anna), ben, chloe)
  const say = (by: typeof first, body: string): void =>
    by.send(`<message to='${anna}' type='chat' id='${body}'><body>${body}</body></message>`)
  const page = await stage.openAs(anna, '#/settings/notifications', { viewport: { width: 1440, height: 900 } })
  await listen(page)
  const other = await stage.tab(page.context(), '#/settings/notifications')
  await listen(other)
  await page.bringToFront()
  await page.getByRole('checkbox', { name: 'Show notifications of new messages' }).click()
  await page.getByRole('combobox', { name: 'What they show' }).and(page.locator(':enabled')).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await shootAll(page, 'alerts-settings')
  const both = async (): Promise<string[]> => [...(await told(page)), ...(await told(other))]

  say(first, 'Tea?')
  await expect.poll(both, PATIENT).toEqual([`${ben}: Tea?`])
  const rings = (await told(page)).length === 1 ? page : other
  await rings.evaluate(() => (globalThis as unknown as Told).told[0]?.press())
  await rings.getByRole('log', { name: 'Messages' }).getByText('Tea?').waitFor()
  await rings.bringToFront()
  // What is before somebody's eyes does not ring, nor what is not wanted.
  say(first, 'At five?')
  await rings.getByRole('log', { name: 'Messages' }).getByText('At five?').waitFor()
  await rings
    .getByRole('button', { name: `More for ${ben}` })
    .last()
    .click()
  await rings.getByRole('menuitem', { name: 'Notifications…' }).click()
  await rings.getByRole('radio', { name: 'Nothing' }).click()
  expect(await axeViolations(rings)).toEqual([])
  await shootAll(rings, 'alerts-dialog')
  await rings.keyboard.press('Escape')
  await rings.goto(`${stage.url}#/settings/notifications`)
  // In quiet hours nothing rings, and the other tab says so too.
  await rings.getByRole('checkbox', { name: 'Let nothing ring at certain times' }).click()
  const [from, to] = [rings.getByLabel('From'), rings.getByLabel('To', { exact: true })]
  await expect.poll(() => from.isEnabled()).toBe(true)
  await from.fill('00:00')
  await to.fill('00:00')
  await rings.getByRole('link', { name: 'Quiet until' }).waitFor()
  expect(await axeViolations(rings)).toEqual([])
  await shootAll(rings, 'quiet')
  await rings.setViewportSize({ width: 1440, height: 900 })
  say(second, 'Are you asleep?')
  await expect.poll(() => rings.title(), PATIENT).toMatch(/^\(1\)/)
  await rings.goto(`${stage.url}#/chats`)
  await rings.getByRole('link', { name: 'Are you asleep?' }).waitFor()
  await shootAll(rings, 'quiet-chats')
  await rings.goto(`${stage.url}#/settings/notifications`)
  await rings.getByRole('checkbox', { name: 'Let nothing ring at certain times' }).click()
  await rings.getByRole('link', { name: 'Quiet until' }).waitFor({ state: 'detached' })
  say(first, 'Or at six?')
  say(second, 'The boat is ready.')
  await expect.poll(async () => (await both()).at(-1), PATIENT).toBe(`${chloe}: The boat is ready.`)
  expect((await both()).filter(each => each.startsWith(ben))).toEqual([`${ben}: Tea?`])
}, 120_000)
