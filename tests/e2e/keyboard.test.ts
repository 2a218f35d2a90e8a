import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { hasFocus, nameOfFocus, press, tabTo } from './support/keys.ts'
import { BLOG, comment, makeBlog, makeCommunity, write } from './support/others.ts'
import { waitForStatus } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const stage = useStage()

test('everything one does in Kith is done once with the keyboard alone', async () => {
  const { anna, ben, server } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  await makeCommunity(writer, server.pubsub, 'keyboards', 'Keyboard lovers')
  await write(writer, { service: server.pubsub, node: 'keyboards', itemId: 'k1', title: 'Clicky or quiet' })
  await write(writer, { itemId: 'b1', title: 'No mouse in the house', text: 'The cat is bored.' })
  await comment(writer, ben, 'b1', 'She sleeps all day.')
  const page = await stage.open()
  // A click that the keyboard makes has no place on the screen.
  await page.evaluate(() =>
    addEventListener('pointerdown', event => document.body.setAttribute('data-mouse', `${event.clientX}`), { capture: true }),
  )
  const nav = page.getByRole('navigation', { name: 'Main' })
  const article = (name: string): Locator => page.getByRole('article', { name })

  // Signing in: the cursor is in the first field.
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Address' }))).toBe(true)
  await page.keyboard.type(anna)
  await tabTo(page, page.getByRole('textbox', { name: 'Password' }))
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await waitForStatus(page, 'Online')

  // A community: found, opened, followed.
  await press(page, nav.getByRole('link', { name: 'Communities' }))
  await expect.poll(() => hasFocus(page.getByRole('heading', { level: 1, name: 'Communities' }))).toBe(true)
  await press(page, page.getByRole('link', { name: server.pubsub, exact: true }))
  await press(page, page.getByRole('link', { name: 'Keyboard lovers' }))
  await press(page, page.getByRole('button', { name: 'Follow' }))
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  // What was pressed keeps the focus under its new name.
  expect(await hasFocus(page.getByRole('button', { name: 'Unfollow' }))).toBe(true)

  // A person, by address: their profile, followed with the space bar.
  await press(page, nav.getByRole('link', { name: 'People' }))
  await tabTo(page, page.getByRole('searchbox', { name: 'Name or address' }))
  await page.keyboard.type(ben)
  await press(page, page.getByRole('link', { name: `See ${ben}` }))
  await page.getByRole('heading', { level: 1, name: ben }).waitFor()
  await press(page, page.getByRole('button', { name: 'Follow' }), 'Space')
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()

  // The feed: from post to post, one opened, liked, commented.
  await tabTo(page, nav.getByRole('link', { name: 'Feed' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await article('No mouse in the house').waitFor()
  await tabTo(page, page.getByRole('feed').getByRole('article'))
  const first = await page.evaluate(nameOfFocus)
  await page.keyboard.press('PageDown')
  expect(await page.evaluate(nameOfFocus)).not.toBe(first)
  await page.keyboard.press('PageUp')
  expect(await page.evaluate(nameOfFocus)).toBe(first)
  await press(page, article('No mouse in the house').getByRole('link', { name: 'No mouse in the house' }))
  await page.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
  await page.getByRole('article', { name: `Comment by ${ben}` }).waitFor()
  await press(page, article('No mouse in the house').getByRole('button', { name: 'Like' }))
  await article('No mouse in the house').getByRole('button', { name: 'Like 1', pressed: true }).waitFor()
  await press(page, article('No mouse in the house').getByRole('button', { name: 'Comment' }))
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Write a comment' }))).toBe(true)
  await page.keyboard.type('Give her a keyboard.')
  await press(page, page.getByRole('button', { name: 'Send' }))
  await page
    .getByRole('article', { name: `Comment by ${anna}` })
    .getByText('Give her a keyboard.')
    .waitFor()

  // The menu of a post opens, is walked through, and gives the focus back.
  await tabTo(page, article('No mouse in the house').getByRole('button', { name: 'More' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus(page.getByRole('menuitem').first())).toBe(true)
  await page.keyboard.press('ArrowDown')
  expect(await hasFocus(page.getByRole('menuitem').nth(1))).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => hasFocus(article('No mouse in the house').getByRole('button', { name: 'More' }))).toBe(true)

  // A post of one's own.
  await tabTo(page, page.getByRole('link', { name: 'New post' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Text' }))).toBe(true)
  await page.keyboard.type('Typed from the first letter to the last')
  await press(page, page.getByRole('button', { name: 'Publish', exact: true }))
  await article('Typed from the first letter to the last').waitFor()

  // A chat: started by address, written in, its messages walked through.
  await tabTo(page, nav.getByRole('link', { name: 'Chats' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('button', { name: 'New conversation' }).first())
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Address or name' }))).toBe(true)
  await page.keyboard.type(ben)
  await page.keyboard.press('Enter')
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Message' }))).toBe(true)
  await page.keyboard.type('Look, no hands')
  await page.keyboard.press('Enter')
  const message = page.getByRole('log', { name: 'Messages' }).getByRole('article')
  await message.getByText('Look, no hands').waitFor()
  await page.keyboard.type('on the mouse')
  await page.keyboard.press('Enter')
  await message.getByText('on the mouse').waitFor()
  await tabTo(page, message.nth(1), 'Shift+Tab')
  await page.keyboard.press('ArrowUp')
  expect(await hasFocus(message.first())).toBe(true)

  // And out.
  await tabTo(page, nav.getByRole('link', { name: 'Settings' }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await press(page, page.getByRole('link', { name: 'Account' }))
  await press(page, page.getByRole('button', { name: 'Sign out' }))
  await page.getByRole('button', { name: 'Sign in' }).waitFor()
  await expect.poll(() => hasFocus(page.getByRole('textbox', { name: 'Address' }))).toBe(true)

  expect(await page.evaluate(() => document.body.getAttribute('data-mouse'))).toBeNull()
  const witness = await stage.raw(anna)
  expect(await witness.itemTitles(anna, BLOG)).toEqual(['Typed from the first letter to the last'])
  expect(await witness.archiveBodies(ben)).toEqual(['Look, no hands', 'on the mouse'])
})
