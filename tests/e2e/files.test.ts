import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { readPictureHeader } from '#shared/picture-header.ts'
import { landscape } from '../servers/demo-world/picture.ts'
import { exif, isTelling, withSegments } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG } from './support/others.ts'
import { goTo, waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const filesOf = (page: Page): Locator => page.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem')
const row = (page: Page, name: string): Locator => filesOf(page).filter({ hasText: name })

/** A photograph, taken with the camera held upright (EXIF orientation 6) at a place that its EXIF tells. */
async function photograph(page: Page, width: number, height: number): Promise<Buffer> {
  const jpeg = await page.evaluate(
    async ([width, height]) => {
      const canvas = new OffscreenCanvas(width, height)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      for (let x = 0; x < width; x += 20) {
        context.fillStyle = `hsl(${x % 360} 60% 50%)`
        context.fillRect(x, 0, 20, height)
      }
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 })
      return [...new Uint8Array(await blob.arrayBuffer())]
    },
    [width, height] as const,
  )
  return Buffer.from(withSegments(Uint8Array.from(jpeg), exif(6)))
}

async function choose(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add pictures or files' }).click()
  await (await chooser).setFiles(files)
}

interface Sent {
  href: string
  type: string
  title: string
  length: number
  width: string
  height: string
  desc: string | null
  bytes: Uint8Array
}

/** What hangs on the posts of a blog, as an independent client finds it at the server. */
async function enclosuresOf(address: string): Promise<Sent[][]> {
  const witness = await stage.raw(address)
  const answer = await witness.iq('get', address, `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${BLOG}'/></pubsub>`)
  const entries = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
  return await Promise.all(
    entries.map(async item => {
      const links = item.getChild('entry')?.getChildren('link') ?? []
      return await Promise.all(
        links
          .filter(({ attrs }) => attrs['rel'] === 'enclosure')
          .map(async link => {
            const file = link.getChild('file', 'urn:xmpp:file:metadata:0')
            const { href, type, title, length } = link.attrs as Record<string, string>
            const bytes = new Uint8Array(await (await fetch(href ?? '')).arrayBuffer())
            return {
              href: href ?? '',
              type: type ?? '',
              title: title ?? '',
              length: Number(length),
              width: file?.getChildText('width') ?? '',
              height: file?.getChildText('height') ?? '',
              desc: file?.getChildText('desc') ?? null,
              bytes,
            }
          }),
      )
    }),
  )
}

async function isSent(page: Page, name: string): Promise<void> {
  await article(page, name).waitFor()
  await expect
    .poll(
      () =>
        article(page, name)
          .getByText(/Waiting to be sent|Sending files/)
          .count(),
      { timeout: 30_000 },
    )
    .toBe(0)
}

async function isInstalled(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await waitFor(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })
}

describe('pictures of a post', () => {
  test('described, put in order and published with no network wait through a closed tab, and arrive once, light and silent', async () => {
    const { anna, ben } = stage
    const page = await stage.openAs(anna, '#/compose')
    const context = page.context()
    await isInstalled(page)
    const camera = await photograph(page, 3000, 2000)
    expect(isTelling(camera)).toBe(true)
    await choose(page, [
      { name: 'hills.png', mimeType: 'image/png', buffer: landscape(7, 600, 400) },
      { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: camera },
    ])
    await expect.poll(() => filesOf(page).count()).toBe(2)
    await row(page, 'IMG_0001.jpg')
      .getByText(/instead of/)
      .waitFor()
    await row(page, 'IMG_0001.jpg').getByRole('textbox', { name: 'What does it show?' }).fill('Stripes in every colour')
    await row(page, 'IMG_0001.jpg').getByRole('button', { name: 'Earlier: IMG_0001.jpg' }).press('Enter')
    await expect.poll(() => filesOf(page).first().getAttribute('aria-label')).toBe('IMG_0001.jpg')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Earlier: IMG_0001.jpg')
    await expect.poll(() => row(page, 'hills.png').locator('img').count()).toBe(1)
    expect(await axeViolations(page)).toEqual([])

    // A draft keeps its files over a reload, and what was typed in the moment before it.
    await row(page, 'hills.png').getByRole('textbox', { name: 'What does it show?' }).fill('Hills at noon')
    await page.getByRole('textbox', { name: 'Text' }).fill('Two pictures')
    await page.reload()
    await expect.poll(() => filesOf(page).count()).toBe(2)
    // What was typed last is put back in its place a moment after the row is there.
    await expect.poll(() => filesOf(page).first().getByRole('textbox').inputValue()).toBe('Stripes in every colour')
    await expect.poll(() => filesOf(page).last().getByRole('textbox').inputValue()).toBe('Hills at noon')
    await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Two pictures')

    await stage.goDark(context)
    await waitForStatus(page, 'Offline')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const waiting = article(page, 'Two pictures')
    await waiting.getByText('Waiting to be sent').waitFor()
    await waiting.getByRole('img', { name: 'Stripes in every colour' }).waitFor()
    expect(await waiting.locator('img[src^="blob:"]').count()).toBe(2)
    await page.close()

    await stage.goLight(context)
    const next = await stage.tab(context)
    await waitForStatus(next, 'Online', 60_000)
    await isSent(next, 'Two pictures')

    const posts = await enclosuresOf(anna)
    expect(posts).toHaveLength(1)
    const [stripes, hills, ...more] = posts[0] ?? []
    expect(more).toEqual([])
    expect(stripes).toMatchObject({ type: 'image/jpeg', title: 'Stripes in every colour', width: '1365', height: '2048' })
    expect(hills).toMatchObject({ type: 'image/png', title: 'Hills at noon', desc: 'Hills at noon', width: '600', height: '400' })
    for (const sent of [stripes, hills]) {
      expect(sent?.bytes.length).toBe(sent?.length)
      expect(isTelling(sent?.bytes ?? new Uint8Array())).toBe(false)
    }
    // Upright without its note: it was drawn so.
    expect(readPictureHeader(stripes?.bytes ?? new Uint8Array())).toMatchObject({ width: 1365, height: 2048, turned: false })

    const reader = await stage.openAs(ben, `#/people/${encodeURIComponent(anna)}`)
    await reader.getByRole('button', { name: 'Follow' }).click()
    await goTo(reader, 'Feed')
    const seen = article(reader, 'Two pictures').getByRole('img')
    await expect.poll(() => seen.count()).toBe(2)
    expect(await seen.evaluateAll(images => images.map(image => image.getAttribute('alt')))).toEqual([
      'Stripes in every colour',
      'Hills at noon',
    ])
    await expect.poll(() => seen.evaluateAll(images => images.every(image => (image as HTMLImageElement).naturalWidth > 0))).toBe(true)
  })

  test('the original is sent only when it is asked for, and a file of another kind is a file', async () => {
    const { anna } = stage
    const page = await stage.openAs(anna, '#/compose')
    const camera = await photograph(page, 640, 480)
    const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
    await choose(page, [
      { name: 'IMG_2.jpg', mimeType: 'image/jpeg', buffer: camera },
      { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: svg },
    ])
    await row(page, 'IMG_2.jpg').getByRole('checkbox', { name: 'Send original' }).check()
    await row(page, 'IMG_2.jpg').getByText('Place, time and camera data stay in it.').waitFor()
    expect(await row(page, 'drawing.svg').locator('img').count()).toBe(0)
    // Without a word: a post of pictures.
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    await page.waitForURL(/#\/feed$/)
    await page.getByRole('article').first().waitFor()
    await isSent(page, 'IMG_2.jpg')
    const [sent] = await enclosuresOf(anna)
    expect(sent?.map(({ bytes }) => Buffer.from(bytes).equals(camera) || Buffer.from(bytes).equals(svg))).toEqual([true, true])
    expect(
      await page
        .getByRole('article')
        .getByRole('link', { name: /drawing\.svg/ })
        .count(),
    ).toBe(1)
  })

  test('what is pasted or dropped is added, and a copied text with its picture stays a text', async () => {
    const page = await stage.openAs(stage.anna, '#/compose')
    const give = (kind: 'paste' | 'drop', words: string): Promise<void> =>
      page.getByRole('textbox', { name: 'Text' }).evaluate(
        (field, [kind, words]) => {
          const data = new DataTransfer()
          data.items.add(new File([new Uint8Array([1, 2, 3])], `${kind}.bin`, { type: 'application/octet-stream' }))
          if (words) data.setData('text/plain', words)
          const options = { bubbles: true, cancelable: true }
          field.dispatchEvent(
            kind === 'paste'
              ? new ClipboardEvent('paste', { ...options, clipboardData: data })
              : new DragEvent('drop', { ...options, dataTransfer: data }),
          )
        },
        [kind, words] as const,
      )
    await give('paste', 'words')
    await give('drop', '')
    await expect.poll(() => filesOf(page).count()).toBe(1)
    await give('paste', '')
    await expect
      .poll(() => filesOf(page).evaluateAll(rows => rows.map(found => found.getAttribute('aria-label'))))
      .toEqual(['drop.bin', 'paste.bin'])
  })
})

test('files are put in order by dragging, sending them is stopped and taken up again, and a camera is offered where there is one', async () => {
  const { anna } = stage
  const page = await stage.openAs(anna, '#/compose')
  await choose(
    page,
    ['one', 'two', 'three'].map(name => ({
      name: name === 'two' ? 'two.wav' : `${name}.txt`,
      mimeType: name === 'two' ? 'audio/wav' : 'text/plain',
      buffer: Buffer.from(name),
    })),
  )
  const names = (): Promise<(string | null)[]> =>
    filesOf(page).evaluateAll(rows => rows.map(found => found.getAttribute('aria-label')?.replace(/\.\w+$/, '') ?? null))
  await expect.poll(names).toEqual(['one', 'two', 'three'])
  expect(await page.getByRole('button', { name: 'Take a picture' }).count()).toBe(0)
  await row(page, 'three.txt').locator('[draggable=true]').dragTo(row(page, 'one.txt'))
  await expect.poll(names).toEqual(['three', 'one', 'two'])

  let isHeld = true
  await page.context().route(/\/upload\/|\/file_share\//, async route => {
    if (route.request().method() !== 'PUT' || !isHeld) await route.continue()
  })
  await page.getByRole('textbox', { name: 'Text' }).fill('With three files')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const post = article(page, 'With three files')
  await post.getByText(/^Sending files: 0\s?%$/).waitFor()
  await post.getByRole('progressbar', { name: /Sending files/ }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await post.getByRole('button', { name: 'Cancel' }).click()
  await post.getByText(/^Not published/).waitFor()
  isHeld = false
  await post.getByRole('button', { name: 'Try again' }).click()
  await isSent(page, 'With three files')
  // It is taken up again first, and was not waiting any more before.
  await expect
    .poll(async () => (await enclosuresOf(anna)).map(files => files.map(({ bytes }) => Buffer.from(bytes).toString())), { timeout: 20_000 })
    .toEqual([['three', 'one', 'two']])
  // A recording has its player, and the others are there to be opened.
  const player = post.getByRole('group', { name: 'two.wav' })
  await player.locator('audio[src^="http"]').waitFor({ state: 'attached' })
  await player.getByRole('button', { name: 'Play' }).waitFor()
  expect(await post.getByRole('link', { name: /\.txt/ }).count()).toBe(2)

  const phone = await stage.openAs(anna, '#/compose', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  const chooser = phone.waitForEvent('filechooser')
  await phone.getByRole('button', { name: 'Take a picture' }).tap()
  const camera = await chooser
  expect(
    await camera.element().evaluate(input => (input instanceof HTMLInputElement ? [input.getAttribute('capture'), input.accept] : [])),
  ).toEqual(['environment', 'image/*'])
  await camera.setFiles([{ name: 'IMG_3.png', mimeType: 'image/png', buffer: landscape(3, 300, 200) }])
  await row(phone, 'IMG_3.png').locator('img').waitFor()
})

/** Half a second of film, as a camera would give it. */
async function film(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 160, height: 120 })
    const context = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve))
    recorder.start()
    for (let frame = 0; frame < 20; frame += 1) {
      context?.fillRect(frame * 8, 0, 8, 120)
      await new Promise(resolve => requestAnimationFrame(resolve))
    }
    recorder.stop()
    await stopped
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  return Buffer.from(bytes)
}

test('a film goes along as it is, and whoever follows plays it in the post', async () => {
  const { anna, ben, url } = stage
  const page = await stage.openAs(anna, '#/compose')
  const buffer = await film(page)
  await choose(page, [{ name: 'waves.webm', mimeType: 'video/webm', buffer }])
  await row(page, 'waves.webm').waitFor()
  await page.getByRole('textbox', { name: 'Text' }).fill('The sea today')
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await isSent(page, 'The sea today')
  const [[sent] = []] = await enclosuresOf(anna)
  expect([sent?.type, sent?.length, sent && Buffer.from(sent.bytes).equals(buffer)]).toEqual(['video/webm', buffer.length, true])

  const there = await stage.openAs(ben, `#/people/${encodeURIComponent(anna)}`)
  await there.getByRole('button', { name: 'Follow' }).click()
  await there.goto(`${url}#/feed`)
  const video = article(there, 'The sea today').locator('video')
  await video.evaluate(element => (element as HTMLVideoElement).play())
  await expect.poll(() => video.evaluate(element => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(0)
})

describe('an upload host that does not take it', () => {
  test('says which headers it lacks, keeps words and files, and goes on when it has them', async () => {
    const { anna } = stage
    const page = await stage.openAs(anna, '#/compose')
    // A host that was set up without them refuses what the browser asks before it sends.
    await page.context().route(/\/upload\/|\/file_share\//, async route => {
      if (route.request().method() === 'PUT' || route.request().method() === 'OPTIONS') await route.abort('failed')
      else await route.continue()
    })
    await choose(page, [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes') }])
    await page.getByRole('textbox', { name: 'Text' }).fill('With my notes')
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const post = article(page, 'With my notes')
    await post.getByText(/Access-Control-Allow-Methods: PUT/).waitFor()
    await page.context().unroute(/\/upload\/|\/file_share\//)
    await post.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(async () => (await enclosuresOf(anna)).length, { timeout: 20_000, interval: 500 }).toBe(1)
    const [[sent] = []] = await enclosuresOf(anna)
    expect(Buffer.from(sent?.bytes ?? []).toString()).toBe('Notes')
  })
})
