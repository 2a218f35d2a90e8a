import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { publishXml } from '../servers/demo-world/entry.ts'
import { must } from '../servers/demo-world/world.ts'
import type { RawClient } from '../support/raw-client.ts'
import { axeViolations } from './support/axe.ts'
import { blackPicture, silence, useOtherServer } from './support/other-server.ts'
import { BLOG, comment, makeBlog, write } from './support/others.ts'
import { goTo } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name, exact: true })
const heading = (page: Page, name: string): Locator => page.getByRole('heading', { level: 1, name })
const button = (page: Page | Locator, name: string): Locator => page.getByRole('button', { name })

async function publish(writer: RawClient, itemId: string, inner: string): Promise<void> {
  await must(writer, 'set', null, publishXml(BLOG, itemId, `<entry xmlns='http://www.w3.org/2005/Atom'>${inner}</entry>`))
}

/** Anna follows Ben and sees what he wrote. */
async function reading(width = 1440, options: object = {}): Promise<Page> {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`, { viewport: { width, height: 900 }, ...options })
  await button(page, 'Follow').click()
  await button(page, 'Unfollow').waitFor()
  return page
}

const link = (url: string, type: string, title: string): string => `<link rel='enclosure' href='${url}' type='${type}' title='${title}'/>`

describe('from post to post', () => {
  async function fivePosts(width: number): Promise<Page> {
    const writer = await stage.raw(stage.ben)
    await makeBlog(writer)
    for (let number = 1; number <= 5; number += 1)
      await write(writer, {
        itemId: `n${number}`,
        title: `Post number ${number}`,
        text: `What there is to say about ${number}. `.repeat(60),
      })
    const page = await reading(width)
    await goTo(page, 'Feed')
    await article(page, 'Post number 4').getByRole('link', { name: 'Post number 4' }).click()
    await heading(page, 'Post').waitFor()
    return page
  }

  test('beside the feed, by buttons and keys: the focus stays with the button, the list stays, and back leads to it', async () => {
    const page = await fivePosts(1440)
    await expect.poll(() => button(page, 'Next post').isEnabled()).toBe(true)
    await button(page, 'Next post').focus()
    for (const number of [3, 2]) {
      await page.keyboard.press('Enter')
      await page.waitForURL(new RegExp(`/n${number}$`))
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Next post')
    }
    expect(await heading(page, 'Feed').isVisible()).toBe(true)
    for (const [key, number] of [
      ['k', 3],
      ['j', 2],
      ['j', 1],
    ] as const) {
      await expect.poll(() => button(page, 'Next post').isEnabled()).toBe(true)
      await page.keyboard.press(key)
      await page.waitForURL(new RegExp(`/n${number}$`))
      await article(page, `Post number ${number}`).waitFor()
    }
    await expect.poll(() => button(page, 'Next post').isDisabled()).toBe(true)
    expect(await axeViolations(page)).toEqual([])
    await page.goBack()
    await page.waitForURL(/#\/feed$/)
  })

  test('on a phone, where every post begins at its beginning', async () => {
    const page = await fivePosts(390)
    await page.evaluate(() => window.scrollTo(0, 600))
    await button(page, 'Next post').click()
    await page.waitForURL(/\/n3$/)
    await article(page, 'Post number 3').waitFor()
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0)
    await page.goBack()
    await article(page, 'Post number 5').waitFor()
  })
})

test('words are found in a post and its comments, marked without touching them, and the marks go with the search', async () => {
  const writer = await stage.raw(stage.ben)
  await makeBlog(writer)
  const text = `Une crème brûlée. ${'Other words. '.repeat(300)}And Creme again.`
  await write(writer, { itemId: 'cream', title: 'Dessert', text })
  await comment(writer, stage.ben, 'cream', 'More CRÈME for me')
  const page = await reading(1440)
  await page.goto(`${stage.url}#/post/${encodeURIComponent(stage.ben)}/${encodeURIComponent(BLOG)}/cream`)
  const said = page.getByRole('article', { name: 'Comment by' }).filter({ hasText: 'More CRÈME for me' })
  // Prosody names nobody when it is asked what was said.
  await said.getByText('not confirmed').waitFor()
  await button(page, 'Find in this post').click()
  await page.getByRole('searchbox', { name: 'Words to find' }).fill('creme')
  await page.getByText('1 of 3').waitFor()
  const marks = () => page.evaluate(() => Array.from(CSS.highlights.get('kith-find') ?? [], range => (range as Range).toString()))
  expect(await marks()).toEqual(['crème', 'Creme', 'CRÈME'])
  expect(await page.locator('main mark').count()).toBe(0)
  await page.keyboard.press('Enter')
  await page.getByText('2 of 3').waitFor()
  const current = (): Promise<boolean> =>
    page.evaluate(() => {
      const [range] = CSS.highlights.get('kith-find-current') ?? []
      const { top = -1, bottom = 1e6 } = (range as Range | undefined)?.getBoundingClientRect() ?? {}
      return top > 56 && bottom < innerHeight
    })
  await expect.poll(current).toBe(true)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  expect(await marks()).toEqual([])
})

test('an edit is seen with what was there before, by who read it and by who wrote it', async () => {
  const { ben } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  await write(writer, { itemId: 'bread', title: 'Bread', text: 'Rye and water.' })
  const page = await reading()
  await article(page, 'Bread').getByText('Rye and water.').waitFor()
  const dates = '<published>2026-11-01T08:00:00Z</published><updated>2026-11-01T09:00:00Z</updated>'
  await publish(writer, 'bread', `<title>Bread</title><content type='text'>Rye, salt and water.</content>${dates}`)
  await button(article(page, 'Bread'), 'edited').click()
  const dialog = page.getByRole('dialog', { name: 'Earlier versions' })
  await dialog.locator('ins').getByText('salt').waitFor()
  await dialog.getByText('Rye and water.', { exact: true }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect.poll(() => dialog.count()).toBe(0)

  const mine = await stage.openAs(ben, `#/people/${encodeURIComponent(ben)}`)
  await article(mine, 'Bread').getByRole('button', { name: 'More' }).click()
  await mine.getByRole('menuitem', { name: 'Edit' }).click()
  await mine.getByRole('textbox', { name: 'Text' }).fill('Rye, salt, water and patience.')
  await button(mine, 'Publish changes').click()
  await button(article(mine, 'Bread'), 'edited').click()
  await mine.getByRole('dialog', { name: 'Earlier versions' }).locator('ins').getByText('patience').waitFor()
})

/** A drawing with a program, and with a picture that would tell somebody that it is looked at. */
const EVIL = `<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30' onload='alert(1)'><script>alert(2)</script><image href='/spy.png' width='9' height='9'/></svg>`

describe('media of somebody else', () => {
  const other = useOtherServer({
    '/song.wav': silence(),
    '/huge.png': blackPicture(20_000, 5_000),
    '/small.png': blackPicture(40, 30),
    '/evil.svg': { type: 'image/svg+xml', body: Buffer.from(EVIL) },
  })

  test('wait behind a warning, are asked of nobody, and what waits is one press away', async () => {
    const writer = await stage.raw(stage.ben)
    await makeBlog(writer)
    const warned = `<title>At the dentist</title><category term='nsfw'/><summary>Blood</summary><content type='text'>It hurt.</content>`
    await publish(writer, 'warned', `${warned}${link(`${other.url}/small.png`, 'image/png', 'A tooth')}`)
    const page = await reading(390, { hasTouch: true, isMobile: true })
    const card = article(page, 'At the dentist')
    await card.getByText('Blood').waitFor()
    expect(await card.getByText('It hurt.').count()).toBe(0)
    expect(await button(card, 'Show picture').count()).toBe(0)
    expect(await axeViolations(page)).toEqual([])
    await button(card, 'Show').click()
    await card.getByText('It hurt.').waitFor()
    expect(other.asked).toEqual([])
    await button(card, 'Show picture').click()
    await card.getByRole('img', { name: 'A tooth' }).waitFor()
    await expect.poll(() => other.asked).toEqual(['/small.png'])
    await button(card, 'Hide').click()
    await expect.poll(() => card.getByText('It hurt.').count()).toBe(0)
  })

  test('are played here, and fetched when they are played; what breaks says so', async () => {
    const writer = await stage.raw(stage.ben)
    await makeBlog(writer)
    const files = link(`${other.url}/song.wav`, 'audio/wav', 'A song') + link(`${other.url}/gone.mp4`, 'video/mp4', 'gone.mp4')
    await publish(writer, 'films', `<title>To hear and to see</title>${files}`)
    const page = await reading()
    const card = article(page, 'To hear and to see')
    await button(card, 'Show audio').click()
    await button(card, 'Show video').click()
    const song = card.locator('audio')
    await song.waitFor({ state: 'attached' })
    expect(other.asked).toEqual([])
    await song.evaluate(audio => (audio as HTMLAudioElement).play())
    await expect.poll(() => song.evaluate(audio => (audio as HTMLAudioElement).currentTime)).toBeGreaterThan(0)
    expect(new Set(other.asked)).toEqual(new Set(['/song.wav']))
    await card.locator('video').evaluate(video => (video as HTMLVideoElement).play().catch(() => undefined))
    await card.getByText(/The video could not be loaded from 127\.0\.0\.1/).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await button(card, 'Try again').click()
    await card.locator('video').waitFor()
  })

  test('that fill the memory go before they are drawn, though nobody said how large they are', async () => {
    const writer = await stage.raw(stage.ben)
    await makeBlog(writer)
    await publish(writer, 'huge', `<title>A harmless picture</title>${link(`${other.url}/huge.png`, 'image/png', 'A dot')}`)
    const page = await reading()
    const card = article(page, 'A harmless picture')
    await button(card, 'Show picture').click()
    await card.getByText('This picture has 100 megapixels. That is too much to draw it here.').waitFor()
    expect(await card.locator('img[src*="huge"]').count()).toBe(0)
    await card.getByRole('link', { name: 'Open in a new tab' }).waitFor()
  })

  test('that do not come are told after ten seconds, and a consent is found in the settings and taken back', async () => {
    const { ben } = stage
    const writer = await stage.raw(ben)
    await makeBlog(writer)
    await publish(writer, 'never', `<title>A slow picture</title>${link(`${other.url}/never/a.png`, 'image/png', 'A snail')}`)
    await publish(writer, 'small', `<title>A small picture</title>${link(`${other.url}/small.png`, 'image/png', 'A dot')}`)
    const page = await reading()
    const slow = article(page, 'A slow picture')
    await button(slow, `Always show from ${ben}`).click()
    await article(page, 'A small picture').getByRole('img', { name: 'A dot' }).waitFor()
    await slow.getByText(/The picture does not come: 127\.0\.0\.1\S* is too slow\./).waitFor({ timeout: 20_000 })
    await button(slow, 'Try again').waitFor()
    expect(other.asked.toSorted()).toEqual(['/never/a.png', '/small.png'])

    await page.goto(`${stage.url}#/settings/media`)
    const choices = page.getByRole('region', { name: 'People and places you decided about' })
    await choices.getByText('Always shown').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await button(choices, `Forget the choice for ${ben}`).click()
    await choices.getByText(/None so far/).waitFor()
    await page.goto(`${stage.url}#/people/${encodeURIComponent(ben)}`)
    await button(article(page, 'A small picture'), 'Show picture').waitFor()
  })

  test('that carry a program run nothing and ask for nothing more, and code and tables stay inside of a phone', async () => {
    const writer = await stage.raw(stage.ben)
    await makeBlog(writer)
    const cells = ['Name', 'Birthday', 'Favourite dish', 'Telephone', 'Remarks', 'Address'].map(name => `<td>${name}xxxxxxxx</td>`).join('')
    const rich = `<h1>First</h1><h2>Second</h2><pre>${'const answer = 42; '.repeat(20)}</pre><table><tr>${cells}</tr></table><p>${'w'.repeat(400)}</p><img src='${other.url}/evil.svg' alt='A plan'/>`
    const body = `<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>${rich}</div></content>`
    await publish(writer, 'evil', `<title>A plan</title>${body}${link(`${other.url}/evil.svg`, 'image/svg+xml', '../../\u202Egvs.exe')}`)
    const page = await reading(390, { hasTouch: true, isMobile: true })
    const dialogs: string[] = []
    page.on('dialog', dialog => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    await page.goto(`${stage.url}#/post/${encodeURIComponent(stage.ben)}/${encodeURIComponent(BLOG)}/evil`)
    const post = article(page, 'A plan')
    await post.getByRole('link', { name: /^gvs\.exe/ }).waitFor()
    expect(other.asked).toEqual([])
    await button(post, 'Show picture').click()
    const drawing = post.getByRole('img', { name: 'A plan' })
    await expect.poll(() => drawing.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(40)
    expect(dialogs).toEqual([])
    expect(new Set(other.asked)).toEqual(new Set(['/evil.svg']))
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
    for (const box of [post.locator('pre'), post.locator('table').locator('..')])
      expect(await box.evaluate(element => [element.scrollWidth > element.clientWidth, element.tabIndex])).toEqual([true, 0])
    expect(await axeViolations(page)).toEqual([])
  })
})
