import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { signIn, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const message = (page: Page, text: string): Locator => log(page).getByRole('article').filter({ hasText: text })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.keyboard.press('Enter')
}

async function choose(page: Page, text: string, item: string): Promise<void> {
  await message(page, text).hover()
  await message(page, text).getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('answered, felt about, changed and taken back: the other side and a second device see it live, and a new device from the archive', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  const other = await stage.openAs(ben, chatWith(anna))
  const second = await stage.openAs(anna, chatWith(ben), { viewport: { width: 390, height: 844 }, hasTouch: true })
  await say(other, 'Shall we meet at the harbour?')
  await message(page, 'Shall we').waitFor()

  await message(page, 'Shall we').hover()
  await message(page, 'Shall we').getByRole('button', { name: 'Reply' }).click()
  await say(page, 'Gladly, at nien')
  for (const each of [page, other, second])
    await message(each, 'at nien')
      .getByRole('button', { name: /^Go to the message that is answered: .*Shall we/ })
      .waitFor()

  await message(other, 'at nien').hover()
  await message(other, 'at nien').getByRole('button', { name: 'React' }).click()
  await other.getByRole('button', { name: '🎉' }).click()
  for (const each of [page, second])
    await message(each, 'at nien')
      .getByRole('button', { name: /^🎉 1 person/ })
      .waitFor()

  await page.getByRole('textbox', { name: 'Message' }).press('ArrowUp')
  await page.getByRole('textbox', { name: 'Edit message' }).fill('Gladly, at nine')
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Enter')
  for (const each of [page, other, second])
    await message(each, 'at nine')
      .getByRole('button', { name: /^Edited/i })
      .waitFor()
  await message(other, 'at nine')
    .getByRole('button', { name: /^Edited/i })
    .click()
  await other.getByRole('dialog').getByText('Gladly, at nien').waitFor()
  await other.keyboard.press('Escape')

  await say(page, 'a slip')
  await message(other, 'a slip').waitFor()
  await choose(page, 'a slip', 'Delete')
  await page.getByRole('button', { name: 'Undo' }).click()
  await message(page, 'a slip').waitFor()
  await choose(page, 'a slip', 'Delete')
  for (const each of [other, second]) await message(each, 'This message was deleted').waitFor({ timeout: 20_000 })
  expect(await message(other, 'a slip').count()).toBe(0)

  const fresh = await stage.open()
  await signIn(fresh, { address: anna, password: PASSWORD })
  await waitUntilCaughtUp(fresh)
  await fresh.goto(`${stage.url}${chatWith(ben)}`)
  await message(fresh, 'at nine')
    .getByRole('button', { name: /^🎉 1 person/ })
    .waitFor()
  await message(fresh, 'This message was deleted').waitFor()
  expect(await log(fresh).getByRole('article').count()).toBe(3)
}, 120_000)

test('what foreign clients say about messages is understood, and they understand what we say', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  const witness = await stage.raw(ben)
  witness.send('<presence/>')
  const send = (id: string, content: string): void => witness.send(`<message to='${anna}' type='chat' id='${id}'>${content}</message>`)
  // Corrections of Dino and Gajim, the older retraction of Movim and Conversations before 2.16, feelings with a fallback.
  send('a', '<body>firts</body>')
  send('b', "<body>first</body><replace xmlns='urn:xmpp:message-correct:0' id='a'/>")
  await message(page, 'first')
    .getByRole('button', { name: /^Edited/i })
    .waitFor()
  send('c', '<body>second</body>')
  send(
    'd',
    "<body>/me retracted</body><apply-to xmlns='urn:xmpp:fasten:0' id='c'><retract xmlns='urn:xmpp:message-retract:0'/></apply-to><store xmlns='urn:xmpp:hints'/>",
  )
  await message(page, 'This message was deleted').waitFor()
  await say(page, 'third')
  await message(page, 'third').waitFor()
  const last = (): string => String(witness.received.filter(stanza => stanza.getChild('body') || stanza.getChild('replace')).at(-1) ?? '')
  await waitFor(() => last().includes('third'), { what: 'the third message' })
  const id = /id='([^']+)'|id="([^"]+)"/.exec(last())?.slice(1).find(Boolean) ?? ''
  send(
    'e',
    `<reactions xmlns='urn:xmpp:reactions:0' id='${id}'><reaction>👍</reaction><reaction>❤️</reaction></reactions><store xmlns='urn:xmpp:hints'/>`,
  )
  await message(page, 'third')
    .getByRole('button', { name: /^❤️ 1 person/ })
    .waitFor()
  send(
    'f',
    `<body>&gt; third\nfourth</body><reply xmlns='urn:xmpp:reply:0' id='${id}' to='${anna}'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='8'/></fallback>`,
  )
  await message(page, 'fourth')
    .getByRole('button', { name: /^Go to the message that is answered: .*third/ })
    .click()
  await expect
    .poll(() =>
      message(page, 'third')
        .first()
        .evaluate(each => each === document.activeElement),
    )
    .toBe(true)

  await page.getByRole('textbox', { name: 'Message' }).press('ArrowUp')
  await page.getByRole('textbox', { name: 'Edit message' }).fill('3rd')
  await page.keyboard.press('Enter')
  await waitFor(() => last().includes('urn:xmpp:message-correct:0'), { what: 'the correction' })
  expect(last()).toContain('3rd')
  expect(last()).toContain(id)
}, 120_000)
