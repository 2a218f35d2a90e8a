import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { waitUntilCaughtUp } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
/** What goes by the server and another device. */
const PATIENT = { timeout: 10_000 }

const list = (page: Page) => page.getByRole('list', { name: 'Conversations' })
const requests = (page: Page) => page.getByRole('link', { name: /^Requests/ })
const chats = (page: Page) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Chats' })

test('what strangers write stands apart and does not count; accepted on one device it is in the inbox on all, deleted it can be had back', async () => {
  const { anna, ben, chloe } = stage
  const [first, second] = [await stage.raw(ben), await stage.raw(chloe)]
  for (const each of [first, second]) each.send('<presence/>')
  const desk = await stage.openAs(anna, '#/chats')
  const phone = await stage.openAs(anna, '#/chats', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await Promise.all([desk, phone].map(waitUntilCaughtUp))
  const wish = "<request xmlns='urn:xmpp:receipts'/><markable xmlns='urn:xmpp:chat-markers:0'/>"
  first.send(`<message to='${anna}' type='chat' id='b1'><body>Do I know you?</body>${wish}</message>`)
  second.send(`<message to='${anna}' type='chat' id='c1'><body>Buy gold now</body>${wish}</message>`)
  for (const page of [desk, phone]) await requests(page).filter({ hasText: '2 requests' }).waitFor(PATIENT)
  expect(await list(desk).count()).toBe(0)
  expect(await chats(desk).textContent()).not.toMatch(/\d/)
  expect(await axeViolations(desk)).toEqual([])

  await requests(desk).click()
  await desk.getByRole('heading', { name: 'Requests' }).waitFor()
  await list(desk).getByRole('link').filter({ hasText: 'Do I know you?' }).click()
  const line = desk.getByRole('region', { name: 'Request' })
  await line.getByText('is not among your contacts').waitFor()
  expect(await axeViolations(desk)).toEqual([])
  await line.getByRole('button', { name: 'Accept' }).click()
  await line.waitFor({ state: 'detached' })
  for (const page of [desk, phone]) await list(page).getByRole('link').filter({ hasText: 'Do I know you?' }).waitFor(PATIENT)

  await desk.goto(`${stage.url}#/chats/requests`)
  await list(desk).getByRole('link').filter({ hasText: 'Buy gold now' }).click()
  await line.getByRole('button', { name: 'Delete' }).click()
  await desk.getByText('No requests').waitFor()
  await desk.getByRole('button', { name: 'Undo' }).click()
  await list(desk).getByRole('link').filter({ hasText: 'Buy gold now' }).click()
  await line.waitFor()

  // Writing back accepts.
  await desk.getByRole('textbox', { name: 'Message' }).fill('No, thank you')
  await desk.keyboard.press('Enter')
  await line.waitFor({ state: 'detached' })
  for (const page of [desk, phone]) await list(page).getByRole('link').filter({ hasText: 'No, thank you' }).waitFor(PATIENT)
  expect(await requests(desk).count()).toBe(0)
  // Neither was told that it came, was read or is being answered.
  await expect.poll(() => second.received.some(stanza => stanza.getChildText('body') === 'No, thank you'), PATIENT).toBe(true)
  const told = [...first.received, ...second.received].filter(
    stanza => !stanza.getChild('body') && ['received', 'displayed', 'composing', 'paused', 'active'].some(name => stanza.getChild(name)),
  )
  expect(told.map(String)).toEqual([])
}, 120_000)
