import { readFile } from 'node:fs/promises'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { publishXml } from '../servers/demo-world/entry.ts'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { axeViolations } from './support/axe.ts'
import { blackPicture, useOtherServer } from './support/other-server.ts'
import { BLOG, makeBlog } from './support/others.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
/** A host that shows its pictures to everybody and gives them to no script. */
const other = useOtherServer({ '/closed.png': blackPicture(400, 300) })

const viewerOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Pictures' })

/** What the button "Download" gives, by name and bytes. */
async function downloaded(page: Page): Promise<{ name: string; bytes: Buffer }> {
  const waiting = page.waitForEvent('download')
  await viewerOf(page).getByRole('button', { name: 'Download' }).click()
  const download = await waiting
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

test('pictures fill the window one after the other by the keyboard alone, say what they show, and give the focus back', async () => {
  const { anna, ben, server } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  const urls = [await uploadPicture(writer, server.upload, 3), await uploadPicture(writer, server.upload, 4)].map(({ url }) => url)
  const [morning = '', evening = ''] = urls
  const link = (url: string, words: string): string => `<link rel='enclosure' type='image/png' title='${words}' href='${url}'/>`
  const entry = `<entry xmlns='http://www.w3.org/2005/Atom'><title>Two hills</title><id>urn:x:hills</id><updated>2026-11-01T08:00:00Z</updated>${link(morning, 'The hill in the morning')}${link(evening, 'The hill in the evening')}</entry>`
  await writer.iq('set', null, publishXml(BLOG, 'hills', entry))

  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  const post = page.getByRole('article', { name: 'Two hills' })
  const second = post.getByRole('link', { name: 'The hill in the evening' })
  await second.focus()
  await page.keyboard.press('Enter')
  const viewer = viewerOf(page)
  await viewer.getByText('The hill in the evening').waitFor()
  const shown = (alt: string) => viewer.getByRole('img', { name: alt })
  await expect.poll(() => shown('The hill in the evening').evaluate(image => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('ArrowLeft')
  await viewer.getByText('The hill in the morning').waitFor()
  await page.keyboard.press('+')
  await expect.poll(() => viewer.getByRole('button', { name: 'Zoom out' }).isEnabled()).toBe(true)
  const file = await downloaded(page)
  expect(file.name).toBe('The hill in the morning.png')
  expect(file.bytes.equals(Buffer.from(await (await fetch(morning)).arrayBuffer()))).toBe(true)
  await viewer.getByText('Downloaded.').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => viewer.count()).toBe(0)
  expect(await second.evaluate(link => link === document.activeElement)).toBe(true)
})

/** A finger from here to there, in steps. */
async function drag(touch: CDPSession, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  const steps = 8
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] })
  for (let step = 1; step <= steps; step += 1) {
    const point = { x: from.x + ((to.x - from.x) * step) / steps, y: from.y + ((to.y - from.y) * step) / steps }
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [point] })
  }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}

test('a finger turns the pages, enlarges by two taps and moves what is enlarged; what a host does not give away can be opened', async () => {
  const { anna, ben, server } = stage
  const writer = await stage.raw(ben)
  await makeBlog(writer)
  const { url } = await uploadPicture(writer, server.upload, 5)
  const link = (url: string, words: string): string => `<link rel='enclosure' type='image/png' title='${words}' href='${url}'/>`
  const entry = `<entry xmlns='http://www.w3.org/2005/Atom'><title>Two places</title><id>urn:x:places</id><updated>2026-11-01T08:00:00Z</updated>${link(url, '../../bay\u202Egnp.exe')}${link(`${other.url}/closed.png`, 'A cave')}</entry>`
  await writer.iq('set', null, publishXml(BLOG, 'places', entry))
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  })
  const post = page.getByRole('article', { name: 'Two places' })
  await post.getByRole('button', { name: 'Show pictures' }).tap()
  await post.getByRole('link', { name: 'baygnp.exe' }).tap()
  const viewer = viewerOf(page)
  const bay = viewer.getByRole('img', { name: 'baygnp.exe' })
  await expect.poll(() => bay.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
  expect((await downloaded(page)).name).toBe('baygnp.png')

  const touch = await page.context().newCDPSession(page)
  const place = (): Promise<{ x: number; width: number }> => bay.evaluate(image => image.getBoundingClientRect().toJSON())
  const before = await place()
  for (let tap = 0; tap < 2; tap += 1) await page.touchscreen.tap(195, 420)
  await expect.poll(async () => (await place()).width).toBeGreaterThan(before.width * 1.5)
  const large = await place()
  await drag(touch, { x: 195, y: 420 }, { x: 275, y: 420 })
  await expect.poll(async () => Math.round((await place()).x - large.x)).toBeGreaterThan(40)
  await viewer.getByText('baygnp.exe').waitFor()
  for (let tap = 0; tap < 8 && (await place()).width > before.width * 1.01; tap += 1) {
    await page.touchscreen.tap(195, 420)
    await page.touchscreen.tap(195, 420)
  }
  await expect.poll(async () => Math.round((await place()).width)).toBe(Math.round(before.width))

  await drag(touch, { x: 330, y: 420 }, { x: 40, y: 420 })
  // Both stand beside each other in the document; the buttons are those of the one that is looked at.
  const original = viewer.getByRole('link', { name: 'Open the original in a new tab' })
  await expect.poll(() => original.getAttribute('href')).toBe(`${other.url}/closed.png`)
  // Not tapped: a tap that comes at once ends what the finger began, and does nothing else.
  await viewer.getByRole('button', { name: 'Download' }).click()
  const told = viewer.getByRole('status').filter({ hasText: 'The picture could not be downloaded: 127.0.0.1' })
  await told.waitFor()
  expect(await told.getByRole('link', { name: 'Open the original in a new tab' }).getAttribute('href')).toBe(`${other.url}/closed.png`)
  expect(await axeViolations(page)).toEqual([])
})
