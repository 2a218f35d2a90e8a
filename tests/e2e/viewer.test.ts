import { expect, test } from 'vitest'
import { publishXml } from '../servers/demo-world/entry.ts'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog } from './support/others.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

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
  const viewer = page.getByRole('dialog', { name: 'Pictures' })
  await viewer.getByText('The hill in the evening').waitFor()
  const shown = (alt: string) => viewer.getByRole('img', { name: alt })
  await expect.poll(() => shown('The hill in the evening').evaluate(image => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
  expect(await axeViolations(page)).toEqual([])
  await page.keyboard.press('ArrowLeft')
  await viewer.getByText('The hill in the morning').waitFor()
  await page.keyboard.press('+')
  await expect.poll(() => viewer.getByRole('button', { name: 'Zoom out' }).isEnabled()).toBe(true)
  await page.keyboard.press('Escape')
  await expect.poll(() => viewer.count()).toBe(0)
  expect(await second.evaluate(link => link === document.activeElement)).toBe(true)
})
