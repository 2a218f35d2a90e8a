import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { entryXml, publishXml } from '../servers/demo-world/entry.ts'
import { must } from '../servers/demo-world/world.ts'
import type { RawClient } from '../support/raw-client.ts'
import { axeViolations } from './support/axe.ts'
import { hasFocus, press, tabTo } from './support/keys.ts'
import { BLOG, makeBlog, makeCommunity, write } from './support/others.ts'
import { signIn, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

/** What one device does is on the other within seconds. */
const SECONDS = { timeout: 10_000 }

const views = (page: Page): Locator => page.getByRole('navigation', { name: 'Views of the feed' })
const tab = (page: Page, name: string): Locator => views(page).getByRole('link', { name, exact: true })
const title = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name, exact: true })
const cards = (page: Page, feed: string): Promise<string[]> =>
  page
    .getByRole('feed', { name: feed, exact: true })
    .getByRole('article')
    .evaluateAll(all => all.map(card => card.querySelector('h2')?.textContent ?? card.textContent ?? ''))

/** What somebody repeats of another one's blog, as other clients write it. */
async function repeat(client: RawClient, me: string, of: string, itemId: string, title: string): Promise<void> {
  const author = { jid: me, name: me.split('@')[0] ?? me }
  const entry = entryXml({ service: me, node: BLOG, itemId, author, title, text: undefined, tags: [], at: Date.now() })
  const via = `<link rel='via' href='xmpp:${of}?;node=${BLOG};item=original'/>`
  await must(client, 'set', null, publishXml(BLOG, itemId, entry.replace('</entry>', `${via}</entry>`)))
}

/** Anna's desk, where she has no mouse, and her phone. */
async function twoDevices(): Promise<{ desk: Page; phone: Page }> {
  const desk = await stage.openAs(stage.anna)
  await desk.evaluate(() => addEventListener('pointerdown', () => document.body.setAttribute('data-mouse', ''), { capture: true }))
  const phone = await stage.open({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await signIn(phone, { address: stage.anna, password: PASSWORD })
  await waitUntilCaughtUp(phone)
  return { desk, phone }
}

/** By the address alone: the page is not loaded again. */
const go = (page: Page, at: string): Promise<unknown> => page.evaluate(hash => (location.hash = hash), at)

async function furnish(): Promise<void> {
  const { anna, ben, chloe, server } = stage
  const node = `harbour-${anna.split('@')[0]}`
  const [friend, other] = [await stage.raw(ben), await stage.raw(chloe)]
  await Promise.all([makeBlog(friend), makeBlog(other), makeCommunity(friend, server.pubsub, node, 'Harbourmasters')])
  await write(other, { itemId: 'original', title: 'A train to the sea', text: 'It was late.' })
  await write(friend, { itemId: 'b1', title: 'Harbour lights', text: 'Red to port. #boats' })
  await repeat(friend, ben, chloe, 'b2', 'A train to the sea')
  await write(friend, { service: server.pubsub, node, itemId: node, title: 'Tide tables', text: 'High at noon.' })
}

test('lists, what a view leaves out and followed tags are the same on two devices, and are made with the keyboard alone', async () => {
  const { anna, ben, server } = stage
  await furnish()
  const { desk, phone } = await twoDevices()
  const community = `#/communities/${server.pubsub}/harbour-${anna.split('@')[0]}`

  // A profile that is not followed says what lists are made of; the first one is made there.
  await go(desk, `#/people/${encodeURIComponent(ben)}`)
  await press(desk, desk.getByRole('button', { name: 'Add to list' }))
  const adding = desk.getByRole('dialog', { name: /^Lists with/ })
  await press(desk, adding.getByRole('button', { name: 'Follow' }))
  await tabTo(desk, adding.getByRole('textbox', { name: 'Name of a new list' }))
  await desk.keyboard.type('Friends')
  await desk.keyboard.press('Enter')
  await adding.getByRole('checkbox', { name: 'Friends', checked: true }).waitFor()
  await desk.keyboard.press('Escape')
  expect(await hasFocus(desk.getByRole('button', { name: 'Add to list' }))).toBe(true)
  await go(desk, community)
  await press(desk, desk.getByRole('button', { name: 'Follow' }))

  // It is on the phone within seconds, and is read there.
  await tab(phone, 'Friends').tap()
  await title(phone, 'Friends').waitFor()
  await expect.poll(() => cards(phone, 'Friends'), SECONDS).toEqual(['A train to the sea', 'Harbour lights'])
  const at = await phone.evaluate(() => location.hash)

  // At the desk it is filled and gets another name.
  await go(desk, '#/feed')
  await press(desk, tab(desk, 'Friends'))
  await title(desk, 'Friends').waitFor()
  await press(desk, desk.getByRole('button', { name: 'Edit list' }))
  const editor = desk.getByRole('dialog', { name: 'Edit list' })
  await editor.getByRole('checkbox').nth(1).waitFor()
  await tabTo(desk, editor.getByRole('textbox', { name: 'Name of the list' }))
  await desk.keyboard.press('ControlOrMeta+a')
  await desk.keyboard.type('Harbour')
  await tabTo(desk, editor.getByRole('searchbox'))
  await desk.keyboard.type('masters')
  await press(desk, editor.getByRole('checkbox', { name: /^Harbourmasters/ }), 'Space')
  await press(desk, editor.getByRole('button', { name: 'Save' }))
  await title(phone, 'Harbour').waitFor()
  await expect.poll(() => cards(desk, 'Harbour'), SECONDS).toEqual(['Tide tables', 'A train to the sea', 'Harbour lights'])
  await tab(phone, 'Harbour').waitFor()
  // On the phone nothing is pushed down by it.
  await phone.getByRole('button', { name: '1 new post' }).tap()

  // One steps from post to post of the list.
  await press(desk, desk.getByRole('article', { name: 'Tide tables' }).getByRole('link', { name: 'Tide tables' }))
  await press(desk, desk.getByRole('link', { name: 'Next post' }).or(desk.getByRole('button', { name: 'Next post' })))
  await expect.poll(() => desk.evaluate(() => location.hash)).toContain('/b2')

  // Reposts are switched off in it, there and here, and in no other view.
  await go(desk, at)
  await press(desk, desk.getByRole('button', { name: 'View options' }))
  await expect.poll(() => hasFocus(desk.getByRole('menuitemcheckbox', { name: 'Show reposts', checked: true }))).toBe(true)
  await desk.keyboard.press('Space')
  await desk.getByRole('menuitemcheckbox', { name: 'Show reposts', checked: false }).waitFor()
  await desk.keyboard.press('Escape')
  expect(await hasFocus(desk.getByRole('button', { name: 'View options' }))).toBe(true)
  await expect.poll(() => cards(phone, 'Harbour'), SECONDS).toEqual(['Tide tables', 'Harbour lights'])
  await phone.getByText('Reposts are hidden in this view.').waitFor()
  await tab(phone, 'People').tap()
  await expect.poll(() => cards(phone, 'People'), SECONDS).toContain('A train to the sea')

  // A tag is followed at the desk and opened on the phone.
  await go(desk, '#/tag/boats')
  await press(desk, desk.getByRole('button', { name: 'Follow tag' }))
  await tab(phone, '#boats').tap()
  await expect.poll(() => cards(phone, '#boats'), SECONDS).toEqual(['Harbour lights'])
  await phone.getByRole('button', { name: 'Unfollow tag' }).waitFor()
  await tab(phone, '#boats').and(phone.locator('[aria-current=page]')).waitFor()

  // Deleted on the phone and brought back, then for good.
  await go(desk, at)
  await expect.poll(() => cards(desk, 'Harbour'), SECONDS).toEqual(['Tide tables', 'Harbour lights'])
  await tab(phone, 'Harbour').tap()
  await remove(phone)
  await phone.getByRole('button', { name: 'Undo' }).click()
  await title(phone, 'Harbour').waitFor()
  await expect.poll(() => cards(phone, 'Harbour'), SECONDS).toEqual(['Tide tables', 'Harbour lights'])
  await remove(phone)
  await desk.getByRole('heading', { name: 'This list is not there' }).waitFor({ timeout: 20_000 })
  await press(desk, desk.getByRole('link', { name: 'To the feed' }))
  await expect.poll(() => cards(desk, 'All'), SECONDS).toContain('Tide tables')
  await tab(desk, 'Harbour').waitFor({ state: 'detached' })
  expect(await desk.evaluate(() => document.body.hasAttribute('data-mouse'))).toBe(false)
}, 180_000)

async function remove(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Edit list' }).click()
  await page.getByRole('button', { name: 'Delete list' }).click()
  await tab(page, 'Harbour').waitFor({ state: 'detached' })
}

test('what was chosen without a network holds at once and goes to the other device later', async () => {
  const { anna, ben } = stage
  await furnish()
  const desk = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await desk.getByRole('button', { name: 'Follow' }).click()
  await desk.getByRole('article', { name: 'Harbour lights' }).waitFor()
  await desk.evaluate(() => navigator.serviceWorker.ready)
  await stage.goDark(desk.context())
  await go(desk, '#/tag/boats')
  await desk.getByRole('button', { name: 'Follow tag' }).click()
  await tab(desk, '#boats').waitFor()
  await desk.reload()
  await desk.getByRole('article', { name: 'Harbour lights' }).waitFor()
  await desk.getByRole('button', { name: 'New list' }).click()
  const editor = desk.getByRole('dialog', { name: 'New list' })
  await editor.getByRole('textbox', { name: 'Name of the list' }).fill('Offline')
  await editor.getByRole('checkbox', { name: new RegExp(ben.split('@')[0] ?? '') }).check()
  await editor.getByRole('button', { name: 'Create list' }).click()
  await expect.poll(() => cards(desk, 'Offline'), SECONDS).toContain('Harbour lights')
  await stage.goLight(desk.context())
  const phone = await stage.openAs(anna)
  await tab(phone, 'Offline').waitFor({ timeout: 20_000 })
  await tab(phone, '#boats').waitFor()
}, 120_000)

test('axe finds nothing in the views, their menus and dialogs, and nothing is too wide, at three widths by day and by night', async () => {
  const { anna, ben, server } = stage
  await furnish()
  const page = await stage.openAs(anna)
  for (const at of [`#/communities/${server.pubsub}/harbour-${anna.split('@')[0]}`, `#/people/${encodeURIComponent(ben)}`]) {
    await go(page, at)
    await page.getByRole('button', { name: 'Follow' }).first().click()
    await page.getByRole('button', { name: 'Unfollow' }).first().waitFor()
  }
  await page.getByRole('button', { name: 'Add to list' }).click()
  for (const name of ['Harbour', 'A list of which the name is longer than any tab may be', 'Work', 'Family']) {
    await page.getByRole('textbox', { name: 'Name of a new list' }).fill(name)
    await page.getByRole('button', { name: 'Create and add' }).click()
    await page.getByRole('checkbox', { name, checked: true }).waitFor()
  }
  await page.keyboard.press('Escape')
  await go(page, '#/tag/boats')
  await page.getByRole('button', { name: 'Follow tag' }).click()
  const list = await tab(page, 'Harbour').getAttribute('href')
  const dialog = page.getByRole('dialog')
  const current = views(page).locator('[aria-current=page]')
  const places: { at: string; show?: () => Promise<void> }[] = [
    { at: '#/feed' },
    { at: '#/feed/list/none' },
    { at: '#/tag/boats' },
    { at: list ?? '' },
    {
      at: list ?? '',
      show: async () => {
        await page.getByRole('button', { name: 'View options' }).click()
        await page.getByRole('menuitemcheckbox').first().waitFor()
      },
    },
    {
      at: list ?? '',
      show: async () => {
        await page.getByRole('button', { name: 'Edit list' }).click()
        await dialog.getByRole('checkbox').nth(1).waitFor()
      },
    },
    {
      at: `#/people/${encodeURIComponent(ben)}`,
      show: async () => {
        await page.getByRole('button', { name: 'Add to list' }).click()
        await dialog.getByRole('checkbox').nth(3).waitFor()
      },
    },
  ]
  for (const [width, height] of [
    [390, 844],
    [768, 1024],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height })
    for (const { at, show } of places) {
      const where = `${at} at ${width}`
      await go(page, at)
      await page.locator('main article, main h2').first().waitFor()
      await show?.()
      if ((await current.count()) > 0) expect(await isWhollySeen(current), `the open tab of ${where}`).toBe(true)
      expect(await axeViolations(page), where).toEqual([])
      expect(await page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) - innerWidth), where).toBeLessThanOrEqual(0)
      await page.emulateMedia({ colorScheme: 'dark' })
      expect(await axeViolations(page, ['color-contrast']), `${where} dark`).toEqual([])
      await page.emulateMedia({ colorScheme: 'light' })
      if (show) await page.keyboard.press('Escape')
    }
  }
  await go(page, '#/settings/appearance')
  await page.locator('main select').first().selectOption('ar')
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe('rtl')
  await go(page, list ?? '')
  const inArabic = page.locator(`nav a[href="${list}"][aria-current=page]`)
  await inArabic.waitFor()
  await expect.poll(() => isWhollySeen(inArabic)).toBe(true)
}, 180_000)

/** Within the row it is in. */
const isWhollySeen = (link: Locator): Promise<boolean> =>
  link.evaluate(element => {
    const [inner, outer] = [element.getBoundingClientRect(), element.parentElement?.getBoundingClientRect()]
    return outer !== undefined && inner.left >= outer.left && inner.right <= outer.right
  })
