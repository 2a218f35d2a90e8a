import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { befriend } from '../support/befriend.ts'
import { waitFor } from '../support/wait-for.ts'
import { CHROMIUM } from './support/browser.ts'
import { hasFocus, press, tabTo } from './support/keys.ts'
import { useStage } from './support/stage.ts'

CHROMIUM.args?.push('--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream')
const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const message = (page: Page, text: string): Locator => log(page).getByRole('article').filter({ hasText: text })
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message' })
const focused = (target: Locator): Promise<void> => expect.poll(() => hasFocus(target)).toBe(true)

/** Back from the field to the newest message. */
async function toNewest(page: Page): Promise<Locator> {
  const newest = log(page).getByRole('article').last()
  await tabTo(page, newest, 'Shift+Tab')
  return newest
}

/** Down a menu to one of its entries. */
async function choose(page: Page, name: string): Promise<void> {
  const wanted = page.getByRole('menuitem', { name, exact: true })
  await wanted.waitFor()
  for (let step = 0; step < 12 && !(await hasFocus(wanted)); step += 1) await page.keyboard.press('ArrowDown')
  await focused(wanted)
  await page.keyboard.press('Enter')
}

async function chooseOfNewest(page: Page, name: string): Promise<void> {
  const newest = await toNewest(page)
  await press(page, newest.getByRole('button', { name: 'More' }))
  await choose(page, name)
}

async function chooseOfChat(page: Page, name: string): Promise<void> {
  await tabTo(page, page.locator('header').getByRole('button', { name: `More for ${stage.ben}` }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await choose(page, name)
}

const dialog = (page: Page): Locator => page.getByRole('dialog')
async function leaveDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await dialog(page).waitFor({ state: 'detached' })
}

test('everything one does in a conversation is done once with the keyboard alone', async () => {
  const { anna, ben } = stage
  const [mine, friend] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(mine, friend)
  const page = await stage.openAs(anna, `#/chats/${encodeURIComponent(ben)}`, { permissions: ['microphone'] })
  // A click that the keyboard makes has no place on the screen.
  await page.evaluate(() => addEventListener('pointerdown', () => document.body.setAttribute('data-mouse', 'used'), { capture: true }))
  friend.send(
    `<message to='${anna}' type='chat' id='k1'><body>Is the mouse away?</body><origin-id xmlns='urn:xmpp:sid:0' id='k1'/></message>`,
  )
  await message(page, 'Is the mouse away?').waitFor()
  await focused(field(page))

  // Reacted to, answered, the answer changed.
  let newest = await toNewest(page)
  await press(page, newest.getByRole('button', { name: 'React' }))
  await focused(page.getByRole('toolbar').getByRole('button').first())
  await page.keyboard.press('Enter')
  await newest.getByRole('button', { pressed: true }).waitFor()
  newest = await toNewest(page)
  await press(page, newest.getByRole('button', { name: 'Reply' }))
  await focused(field(page))
  await page.keyboard.type('It sleeps.')
  await page.keyboard.press('Enter')
  await message(page, 'It sleeps.').waitFor()
  await expect.poll(() => field(page).inputValue()).toBe('')
  await page.keyboard.press('ArrowUp')
  const editing = page.getByRole('textbox', { name: 'Edit message' })
  await focused(editing)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('It sleeps well.')
  await page.keyboard.press('Enter')
  await message(page, 'It sleeps well.').getByText('edited').waitFor()
  await focused(field(page))

  // Pinned, given a star, looked at, chosen with another one, passed on, deleted and that taken back.
  await chooseOfNewest(page, 'Pin')
  await page.getByRole('region', { name: 'Pinned messages' }).getByText('It sleeps well.').waitFor()
  await chooseOfNewest(page, 'Star')
  await log(page).getByRole('img', { name: 'Starred' }).waitFor()
  await chooseOfNewest(page, 'Info')
  await dialog(page).getByText('Delivery').waitFor()
  await leaveDialog(page)
  await chooseOfNewest(page, 'Select')
  await page.getByText('1 selected').waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press(' ')
  await page.getByText('2 selected').waitFor()
  await press(page, page.getByRole('button', { name: 'Forward' }))
  await dialog(page).getByRole('checkbox', { name: ben }).waitFor()
  await press(page, dialog(page).getByRole('checkbox', { name: ben }), ' ')
  await press(page, dialog(page).getByRole('button', { name: 'Send' }))
  // Quoted in the answer as well.
  await expect.poll(() => message(page, 'Is the mouse away?').count(), { timeout: 20_000 }).toBe(3)
  await expect.poll(() => dialog(page).count()).toBe(0)
  await tabTo(page, field(page))
  await chooseOfNewest(page, 'Delete')
  await page.getByText('Message deleted').waitFor()
  await press(page, page.getByRole('button', { name: 'Undo' }).last())
  await log(page).getByText('This message was deleted').waitFor({ state: 'detached' })

  // Emoji by name, a drawing begun and left, a recording kept and sent.
  await tabTo(page, field(page))
  await press(page, page.getByRole('button', { name: 'Emoji' }).last())
  await focused(dialog(page).getByRole('searchbox'))
  await page.keyboard.type('otter')
  await dialog(page).getByRole('gridcell', { name: /otter/ }).first().waitFor()
  await page.keyboard.press('Enter')
  await expect.poll(() => field(page).inputValue()).toBe('🦦')
  await focused(field(page))
  await page.keyboard.press('Enter')
  await message(page, '🦦').waitFor()
  await tabTo(page, page.getByRole('button', { name: 'Add something else' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await choose(page, 'Drawing')
  await dialog(page).waitFor()
  await leaveDialog(page)
  await tabTo(page, field(page))
  await press(page, page.getByRole('button', { name: 'Record a voice message' }))
  await expect.poll(() => page.getByRole('timer').textContent(), { timeout: 20_000 }).toMatch(/0:0[1-9]/)
  await press(page, page.getByRole('button', { name: 'Send' }))
  await log(page).getByRole('group', { name: 'voice-message.weba' }).getByRole('button', { name: 'Play' }).waitFor()

  // Searched, its notifications chosen, exported, what was shared looked at.
  await tabTo(page, page.getByRole('button', { name: 'Search in this chat' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await focused(page.getByRole('searchbox'))
  await page.keyboard.type('mouse')
  await page.getByText('2 messages').waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('1 of 2').waitFor()
  await page.keyboard.press('Escape')
  // One goes on from what was found.
  await focused(message(page, 'Is the mouse away?'))
  await tabTo(page, field(page))
  await chooseOfChat(page, 'Notifications…')
  await tabTo(page, dialog(page).getByRole('radio', { name: 'Every message' }))
  await page.keyboard.press('ArrowDown')
  await dialog(page).getByRole('radio', { name: 'Only mentions and replies to me', checked: true }).waitFor()
  await leaveDialog(page)
  await tabTo(page, field(page))
  await chooseOfChat(page, 'Export…')
  const download = page.waitForEvent('download')
  await press(page, dialog(page).getByRole('button', { name: 'Export', exact: true }))
  expect((await download).suggestedFilename()).toMatch(/\.html$/)
  await leaveDialog(page)
  await tabTo(page, field(page))
  await chooseOfChat(page, 'Pictures, files and links')
  await press(
    page,
    page
      .getByRole('link', { name: 'Files' })
      .or(page.getByRole('tab', { name: 'Files' }))
      .or(page.getByRole('button', { name: 'Files' })),
  )
  await page.getByText('voice-message.weba').first().waitFor()

  expect(await page.evaluate(() => document.body.getAttribute('data-mouse'))).toBeNull()
  await waitFor(async () => (await friend.archiveBodies(anna)).includes('🦦'), { what: 'what was said in the archive of the other side' })
}, 180_000)
