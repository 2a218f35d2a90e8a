import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { landscape } from '../servers/demo-world/picture.ts'
import { befriend } from '../support/befriend.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { shootAll } from './support/shots.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const isLoaded = (image: Locator): Promise<boolean> =>
  image.evaluate(found => found instanceof HTMLImageElement && found.complete && found.naturalWidth > 0)

async function openPicker(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Add something else' }).click()
  await page.getByRole('menuitem', { name: 'Sticker' }).click()
  return page.getByRole('dialog', { name: 'Stickers' })
}

test('a pack is made and sent from, taken on by who gets a sticker, and there without a network', async () => {
  const { anna, ben } = stage
  const [mine, friend] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(mine, friend)
  const page = await stage.openAs(anna, chatWith(ben))
  const picker = await openPicker(page)
  await picker.getByText('No stickers yet').waitFor()
  await shootAll(page, 'stickers-none')
  expect(await axeViolations(page)).toEqual([])
  await picker.getByRole('button', { name: 'Make a pack of your own' }).click()
  const editor = page.getByRole('dialog', { name: 'New sticker pack' })
  await editor.getByRole('textbox', { name: 'Name of the pack' }).fill('Hills')
  const chooser = page.waitForEvent('filechooser')
  await editor.getByRole('button', { name: 'Choose pictures' }).click()
  const pictures = [1, 2, 3, 4, 5].map(seed => ({ name: `hill-${seed}.png`, mimeType: 'image/png', buffer: landscape(seed, 900, 900) }))
  await (await chooser).setFiles(pictures)
  const words = editor.getByRole('textbox', { name: 'What it says' })
  await expect.poll(() => words.count()).toBe(5)
  for (const [at, word] of ['👋', 'Good night', '🌄', 'On my way', '❤️'].entries()) await words.nth(at).fill(word)
  await expect.poll(() => editor.locator('img').count()).toBe(5)
  await shootAll(page, 'stickers-make')
  expect(await axeViolations(page)).toEqual([])
  await editor.getByRole('button', { name: 'Publish pack' }).click()
  await picker.getByRole('gridcell', { name: 'Good night' }).waitFor()
  await picker.getByText('Not at your server yet').waitFor({ state: 'detached' })
  await shootAll(page, 'stickers-picker')
  expect(await axeViolations(page)).toEqual([])
  // From the keyboard alone.
  await picker.getByRole('gridcell', { name: '👋' }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  await picker.waitFor({ state: 'detached' })
  const sent = log(page).getByRole('img', { name: 'Good night' })
  await expect.poll(() => isLoaded(sent)).toBe(true)
  await waitFor(async () => (await friend.archiveBodies(anna)).length === 1, { what: 'the sticker in the archive' })
  expect(await friend.archiveBodies(anna)).toEqual(['Good night'])

  const reader = await stage.openAs(ben, chatWith(anna))
  const theirs = log(reader).getByRole('img', { name: 'Good night' })
  await expect.poll(() => isLoaded(theirs)).toBe(true)
  // As small as stickers are.
  expect(await theirs.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(512)
  await theirs.click()
  const pack = reader.getByRole('dialog', { name: 'Hills' })
  await expect.poll(() => pack.getByRole('img').count()).toBe(5)
  await shootAll(reader, 'stickers-pack')
  expect(await axeViolations(reader)).toEqual([])
  await pack.getByRole('button', { name: 'Add to mine' }).click()
  await pack.getByText('This pack is among yours.').waitFor()
  await reader.keyboard.press('Escape')
  await pack.waitFor({ state: 'detached' })
  const packs = await openPicker(reader)
  await packs.getByRole('tab', { name: 'Hills', selected: true }).waitFor()
  // On this device before the network goes.
  await expect.poll(() => packs.locator('[data-held]').count()).toBe(5)
  await reader.keyboard.press('Escape')

  await stage.goDark(reader.context())
  await (await openPicker(reader)).getByRole('gridcell', { name: '❤️' }).click()
  const answer = log(reader).getByRole('img', { name: '❤️' })
  await expect.poll(() => isLoaded(answer)).toBe(true)
  await shootAll(reader, 'stickers-offline')
  await stage.goLight(reader.context())
  await expect.poll(() => isLoaded(log(page).getByRole('img', { name: '❤️' })), { timeout: 60_000 }).toBe(true)
  const witness = await stage.raw(ben)
  expect((await witness.archiveBodies(anna)).filter(body => body === '❤️')).toHaveLength(1)
  await shootAll(page, 'stickers-chat')
  expect(await axeViolations(page)).toEqual([])
})
