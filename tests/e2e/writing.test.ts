import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { axeViolations } from './support/axe.ts'
import { makeBlog, write } from './support/others.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const BLOG = 'urn:xmpp:microblog:0'
const DAY = 24 * 60 * 60_000

const textOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Text', exact: true })
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })

async function inMenu(page: Page, menu: string, item: string): Promise<void> {
  await button(page, menu).click()
  await page.getByRole('menuitem', { name: item }).click()
}

/** What the server has of a person's blog. */
async function entriesOf(address: string) {
  const witness = await stage.raw(address)
  const answer = await witness.iq('get', address, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${BLOG}'/></pubsub>`)
  const items = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
  return items.flatMap(item => item.getChild('entry') ?? [])
}

test('several drafts at once, each survives a reload, is listed, opened, deleted and taken back', async () => {
  const page = await stage.openAs(stage.anna, '#/drafts')
  await page.getByRole('heading', { name: 'No drafts' }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('main').getByRole('link', { name: 'New post' }).click()
  await textOf(page).fill('The first draft')
  await page.getByRole('button', { name: 'Options' }).click()
  await page.getByRole('checkbox', { name: 'Content warning' }).check()
  await page.getByRole('textbox', { name: 'What to be warned of' }).fill('Firsts')
  await inMenu(page, 'This draft', 'Keep for later and start a new one')
  await expect.poll(() => textOf(page).inputValue()).toBe('')
  // Typed and gone within a moment: what is hidden is kept.
  await textOf(page).fill('The second draft')
  await page.reload()
  await expect.poll(() => textOf(page).inputValue()).toBe('The second draft')

  await page.getByRole('link', { name: 'Drafts (1)' }).click()
  const list = page.getByRole('list', { name: 'Drafts' })
  await expect.poll(() => list.getByRole('link').count()).toBe(2)
  expect((await list.getByRole('link').allTextContents()).map(text => text.slice(0, 15))).toEqual(['The second draf', 'The first draft'])
  expect(await axeViolations(page)).toEqual([])
  await button(page, 'Delete: The second draft').click()
  await expect.poll(() => list.getByRole('link').count()).toBe(1)
  await button(page, 'Undo').click()
  await expect.poll(() => list.getByRole('link').count()).toBe(2)

  await list.getByRole('link', { name: 'The first draft' }).click()
  await expect.poll(() => textOf(page).inputValue()).toBe('The first draft')
  expect(await page.getByRole('textbox', { name: 'What to be warned of' }).inputValue()).toBe('Firsts')
  await button(page, 'Publish').click()
  const warned = page.getByRole('article', { name: 'Post with a content warning' })
  await warned.getByText('Firsts').waitFor()
  await warned.getByRole('button', { name: 'Show' }).click()
  await page.getByRole('article', { name: 'The first draft' }).waitFor()
  await page.getByRole('link', { name: 'New post' }).first().click()
  await expect.poll(() => textOf(page).inputValue()).toBe('The second draft')
})

test('a post for later stays on this device over a reload, and is written on, or sent at once', async () => {
  const { anna } = stage
  const page = await stage.openAs(anna, '#/compose')
  await textOf(page).fill('Good evening')
  await page.getByRole('button', { name: 'Options' }).click()
  await page.getByRole('checkbox', { name: 'Publish later' }).check()
  const when = page.getByLabel('Date and time')
  await when.fill('2001-01-01T10:00')
  await button(page, 'Schedule').click()
  await page.getByText('This time is over.').waitFor()
  expect(await axeViolations(page)).toEqual([])
  const tomorrow = new Date(Date.now() + DAY - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
  await when.fill(tomorrow)
  await button(page, 'Schedule').click()
  const later = page.getByRole('region', { name: 'For later' })
  const opens = (words: string): Locator => later.getByRole('button', { name: new RegExp(`^${words}`) })
  await opens('Good evening').waitFor()
  await page.reload()
  await opens('Good evening').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await opens('Good evening').click()
  await expect.poll(() => textOf(page).inputValue()).toBe('Good evening')
  await textOf(page).fill('Good evening, all')
  await button(page, 'Schedule').click()
  await opens('Good evening, all').waitFor()
  expect(await entriesOf(anna)).toEqual([])

  await inMenu(page, 'Actions for Good evening, all', 'Publish now')
  await page.getByRole('heading', { name: 'No drafts' }).waitFor()
  await expect.poll(async () => (await entriesOf(anna)).map(entry => entry.getChildText('title'))).toEqual(['Good evening, all'])
})

test('a warning, a place, a card and no comments travel in the post, and nothing is asked before it is wanted', async () => {
  const { anna } = stage
  const page = await stage.openAs(anna, '#/compose', {
    geolocation: { latitude: 52.516_274, longitude: 13.377_704 },
    permissions: ['geolocation'],
  })
  const asked: string[] = []
  await page.route('https://cards.example/**', async route => {
    asked.push(route.request().headers()['referer'] ?? 'nobody')
    const body = '<head><title>Rye bread</title><meta property="og:description" content="Slow &amp; good">'
    await route.fulfill({ body, contentType: 'text/html', headers: { 'Access-Control-Allow-Origin': '*' } })
  })
  await textOf(page).fill('Bread: https://cards.example/rye')
  await page.getByRole('button', { name: 'Options' }).click()
  await page.getByRole('checkbox', { name: 'Content warning' }).check()
  await page.getByRole('textbox', { name: 'What to be warned of' }).fill('Crumbs')
  await page.getByRole('checkbox', { name: 'No comments or likes' }).check()
  await button(page, 'Add location').click()
  await page.getByText('Sent with the post: 52.52, 13.38').waitFor()
  await page.getByRole('textbox', { name: 'Name of the place' }).fill('At the gate')
  expect(asked).toEqual([])
  await button(page, 'Attach a card for cards.example').click()
  await expect.poll(() => page.getByRole('textbox', { name: 'Name of the page' }).inputValue()).toBe('Rye bread')
  expect(asked).toEqual(['nobody'])
  expect(await axeViolations(page)).toEqual([])
  await button(page, 'Publish').click()

  await expect.poll(async () => (await entriesOf(anna)).length).toBe(1)
  const [entry] = await entriesOf(anna)
  const wire = String(entry)
  expect(wire).toContain('<lat>52.52</lat><lon>13.38</lon>')
  expect(wire).toContain('At the gate')
  expect(wire).toContain('Crumbs')
  expect(wire).toContain('https://cards.example/rye')
  expect(wire).toContain('Slow &amp; good')
  expect(wire).not.toContain('comments')
})

test('an answer and a repetition begin from their post, beside what is being written', async () => {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  await write(writer, { itemId: 'ferry', title: 'The ferry is late', text: 'Again.' })
  const key = `${encodeURIComponent(ben)}/${encodeURIComponent(BLOG)}/ferry`
  const page = await stage.openAs(anna, `#/post/${key}`)
  await page.getByRole('article', { name: 'The ferry is late' }).waitFor()
  await page.goto(`${stage.url}#/compose`)
  await textOf(page).fill('Dear diary')
  await page.goto(`${stage.url}#/compose?${new URLSearchParams({ via: key }).toString()}`)
  const about = page.getByRole('region', { name: 'Repost of' })
  await about.getByText('The ferry is late').waitFor()
  expect(await textOf(page).inputValue()).toBe('')
  expect(await axeViolations(page)).toEqual([])
  await button(page, 'Publish').click()
  await expect.poll(async () => String((await entriesOf(anna))[0])).toContain('rel="via"')
  await page.goto(`${stage.url}#/compose?${new URLSearchParams({ reply: key }).toString()}`)
  await page.getByRole('region', { name: 'Answer to' }).getByText('The ferry is late').waitFor()
  await textOf(page).fill('As ever.')
  await button(page, 'Publish').click()
  await expect.poll(async () => (await entriesOf(anna)).some(entry => String(entry).includes('in-reply-to'))).toBe(true)
  await page.goto(`${stage.url}#/compose`)
  await expect.poll(() => textOf(page).inputValue()).toBe('Dear diary')
})

test('emoji by picker and by name, with the keyboard alone', async () => {
  const page = await stage.openAs(stage.anna, '#/compose')
  await textOf(page).fill('Hello ')
  await button(page, 'Emoji').focus()
  await page.keyboard.press('Enter')
  const picker = page.getByRole('dialog', { name: 'Choose an emoji' })
  const search = picker.getByRole('searchbox', { name: 'Search emoji' })
  await picker.getByRole('gridcell', { name: 'grinning face', exact: true }).waitFor()
  await expect.poll(() => search.evaluate(field => field === document.activeElement)).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.type('party p')
  expect(await search.inputValue()).toBe('party p')
  await page.keyboard.press('Enter')
  await expect.poll(() => textOf(page).inputValue()).toBe('Hello 🎉')
  expect(await textOf(page).evaluate(field => field === document.activeElement)).toBe(true)
  await page.keyboard.type(' :smile: and :cat_f')
  await page.getByRole('option', { name: '🐱' }).waitFor()
  await page.keyboard.press('Tab')
  await expect.poll(() => textOf(page).inputValue()).toBe('Hello 🎉 😄 and 🐱 ')

  // What was undone is meant to stay.
  await page.keyboard.type(':tada:')
  await expect.poll(() => textOf(page).inputValue()).toBe('Hello 🎉 😄 and 🐱 🎉')
  await page.keyboard.press('ControlOrMeta+z')
  await expect.poll(() => textOf(page).inputValue()).toBe('Hello 🎉 😄 and 🐱 :tada:')
  await page.keyboard.type(' it is.')
  expect(await textOf(page).inputValue()).toBe('Hello 🎉 😄 and 🐱 :tada: it is.')

  await button(page, 'Emoji').click()
  await picker.getByRole('rowgroup', { name: 'Used lately' }).getByRole('gridcell', { name: 'party popper' }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => picker.count()).toBe(0)
  expect(await button(page, 'Emoji').evaluate(element => element === document.activeElement)).toBe(true)
  await page.keyboard.type('x')
  expect(await textOf(page).inputValue()).toBe('Hello 🎉 😄 and 🐱 :tada: it is.')
})

test('on a phone the composer has the whole window, and the bar stays above the keyboard however long the text is', async () => {
  const page = await stage.openAs(stage.anna, '#/compose', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const isInView = (target: Locator): Promise<boolean> =>
    target.evaluate(element => {
      const { top, bottom, left, right } = element.getBoundingClientRect()
      const isOnTop = element.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2))
      return isOnTop && top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth
    })
  await textOf(page).waitFor()
  expect(await page.getByRole('navigation', { name: 'Main' }).count()).toBe(0)
  const bottomOfBar = await button(page, 'Publish').evaluate(element => innerHeight - element.getBoundingClientRect().bottom)
  expect(bottomOfBar).toBeLessThan(24)
  await textOf(page).fill('A line\n'.repeat(80))
  // The keyboard: the window is made smaller for it.
  await page.setViewportSize({ width: 390, height: 460 })
  for (const top of [0, 700, 100_000]) {
    await page.evaluate(y => scrollTo(0, y), top)
    for (const target of [button(page, 'Publish'), button(page, 'Emoji'), button(page, 'Bold')])
      await expect.poll(() => isInView(target)).toBe(true)
  }
  // What is told in passing does not lie over it.
  await inMenu(page, 'This draft', 'Keep for later and start a new one')
  await page.getByText('Kept among your drafts.').waitFor()
  await textOf(page).fill('Another')
  for (const target of [button(page, 'Publish'), button(page, 'Emoji')]) await expect.poll(() => isInView(target)).toBe(true)
  await button(page, 'Emoji').tap()
  await page.getByRole('gridcell', { name: 'grinning face', exact: true }).tap()
  await expect.poll(() => textOf(page).inputValue()).toMatch(/😀$/)
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
})
