import { createHash } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { landscape } from '../servers/demo-world/picture.ts'
import { befriend } from '../support/befriend.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`

/** A second of a green film with a white corner. */
async function film(page: Page): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 320, height: 180 })
    const brush = canvas.getContext('2d')
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm;codecs=vp8' })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const ended = new Promise(resolve => {
      recorder.addEventListener('stop', resolve)
    })
    recorder.start()
    let frames = 0
    await new Promise<void>(resolve => {
      const draw = (): void => {
        if (!brush) return
        brush.fillStyle = '#2a6'
        brush.fillRect(0, 0, 320, 180)
        brush.fillStyle = '#fff'
        brush.fillRect(0, 0, 20 + frames, 20)
        frames += 1
        if (frames < 40) requestAnimationFrame(draw)
        else resolve()
      }
      draw()
    })
    recorder.stop()
    await ended
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())]
  })
  return Buffer.from(bytes)
}

test('a film goes with its shape and how it begins, which stand there before anything of it is fetched; a place is a card, a sticker a picture', async () => {
  const { anna, ben } = stage
  const [mine, friend] = [await stage.raw(anna), await stage.raw(ben)]
  await befriend(mine, friend)
  const here = { geolocation: { latitude: 52.516275, longitude: 13.377704 }, permissions: ['geolocation'] }
  const page = await stage.openAs(anna, chatWith(ben), here)
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add pictures or files' }).click()
  await (await chooser).setFiles([{ name: 'swim.webm', mimeType: 'video/webm', buffer: await film(page) }])
  const kept = page.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem')
  // How it begins.
  await kept.locator('img[src^="data:image/jpeg"]').waitFor()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(page).getByTitle('Sent').waitFor({ timeout: 30_000 })
  await waitFor(async () => (await friend.archiveBodies(anna)).length === 1, { what: 'the film in the archive' })

  const requests: string[] = []
  const reader = await stage.openAs(ben)
  reader.on('request', request => requests.push(request.url()))
  await reader.goto(`${stage.url}${chatWith(anna)}`)
  const theirs = log(reader).locator('video')
  await theirs.waitFor()
  expect(await theirs.getAttribute('poster')).toMatch(/^data:image\/jpeg;base64,/)
  const box = await theirs.boundingBox()
  expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 1)
  expect(requests.filter(url => url.endsWith('swim.webm'))).toEqual([])
  await theirs.evaluate(element => (element as HTMLVideoElement).play())
  await expect.poll(() => theirs.evaluate(element => (element as HTMLVideoElement).currentTime)).toBeGreaterThan(0.1)
  expect(await theirs.boundingBox()).toEqual(box)

  await page.getByRole('button', { name: 'Add something else' }).click()
  await page.getByRole('menuitem', { name: 'Location' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send your location' })
  await dialog.getByText('52.516275').waitFor()
  expect(await axeViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Send location' }).click()
  await log(reader).getByRole('link', { name: 'Open map' }).waitFor()
  expect((await friend.archiveBodies(anna)).at(-1)).toBe('geo:52.516275,13.377704')
  expect(requests.filter(url => url.includes('openstreetmap'))).toEqual([])
  expect(await axeViolations(reader)).toEqual([])

  // As Movim sends one: its picture stays with the one who sent it, named by its hash.
  const cat = landscape(3, 160, 160)
  const cid = `sha1+${createHash('sha1').update(cat).digest('hex')}@bob.xmpp.org`
  friend.send(
    `<message to='${anna}' type='chat' id='cat'><body>Sticker</body><html xmlns='http://jabber.org/protocol/xhtml-im'>` +
      `<body xmlns='http://www.w3.org/1999/xhtml'><p><img src='cid:${cid}' alt='A hill that waves'/></p></body></html></message>`,
  )
  // The other devices of whoever sent it ask as well.
  const questions = () =>
    friend.received.filter(each => each.getChild('data', 'urn:xmpp:bob') && String(each.attrs['from']).startsWith(anna))
  await waitFor(() => questions().length > 0, { what: 'the sticker to be asked for' })
  const { from, id } = questions()[0]?.attrs ?? {}
  friend.send(
    `<iq type='result' to='${from}' id='${id}'>` +
      `<data xmlns='urn:xmpp:bob' cid='${cid}' type='image/png'>${cat.toString('base64')}</data></iq>`,
  )
  const sticker = log(page).getByRole('img', { name: 'A hill that waves' })
  await expect.poll(() => sticker.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBe(160)
  // Asked for once: it is on this device from now on.
  await page.reload()
  await sticker.waitFor()
  expect(questions()).toHaveLength(1)
})

test('drawn on a sheet and on a chosen picture, undone in part, sent as pictures, and found among what was shared', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  const pad = page.getByRole('dialog')
  const line = async (from: number, to: number): Promise<void> => {
    const box = await pad.getByRole('img', { name: 'What is drawn' }).boundingBox()
    if (!box) throw new Error('no sheet')
    const at = (part: number): [number, number] => [box.x + box.width * part, box.y + box.height / 2]
    await page.mouse.move(...at(from))
    await page.mouse.down()
    await page.mouse.move(...at((from + to) / 2), { steps: 5 })
    await page.mouse.move(...at(to), { steps: 5 })
    await page.mouse.up()
  }
  /** What a shown picture has in the middle of its height, from left to right. */
  const colours = (image: Locator): Promise<string[]> =>
    image.evaluate(async shown => {
      const picture = shown as HTMLImageElement
      await picture.decode()
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 100, height: 100 })
      const brush = canvas.getContext('2d')
      brush?.drawImage(picture, 0, 0, 100, 100)
      return [10, 40, 90].map(x => {
        const [red = 0, green = 0, blue = 0] = brush?.getImageData(x, 50, 1, 1).data ?? []
        return red > 180 && green > 180 && blue > 180
          ? 'white'
          : red > 150 && green < 100
            ? 'red'
            : red < 80 && green < 80
              ? 'black'
              : 'other'
      })
    })

  await page.getByRole('button', { name: 'Add something else' }).click()
  await page.getByRole('menuitem', { name: 'Drawing' }).click()
  await pad.getByRole('radio', { name: 'Thick' }).check()
  await line(0.05, 0.5)
  expect(await axeViolations(page)).toEqual([])
  await line(0.8, 0.95)
  await pad.getByRole('button', { name: 'Undo' }).click()
  await pad.getByRole('button', { name: 'Add' }).click()
  const kept = page.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem')
  await expect.poll(() => colours(kept.locator('img'))).toEqual(['black', 'black', 'white'])

  await kept.getByRole('button', { name: 'Draw on drawing.png' }).click()
  await pad.getByRole('radio', { name: 'Thick' }).check()
  await line(0.8, 0.95)
  await pad.getByRole('button', { name: 'Add' }).click()
  await expect.poll(() => colours(kept.locator('img'))).toEqual(['black', 'black', 'red'])
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await log(page).getByTitle('Sent').waitFor({ timeout: 30_000 })
  const witness = await stage.raw(ben)
  await waitFor(async () => (await witness.archiveBodies(anna)).length === 1, { what: 'the drawing in the archive' })
  expect((await witness.archiveBodies(anna))[0]).toMatch(/drawing\.(?:png|webp)$/)

  // All of that is gathered, without asking anybody, and leads to where it was said.
  await page.getByRole('textbox', { name: 'Message' }).fill('More of it at https://drawings.example/pens')
  await page.keyboard.press('Enter')
  await page
    .getByRole('button', { name: `More for ${ben}` })
    .last()
    .click()
  await page.getByRole('menuitem', { name: 'Pictures, files and links' }).click()
  const shared = page.getByRole('list', { name: 'Pictures' }).getByRole('listitem')
  const picture = shared.getByRole('img', { name: /^drawing/ })
  await picture.click()
  await page.getByRole('dialog').getByRole('img').first().waitFor()
  await page.keyboard.press('Escape')
  expect(await axeViolations(page)).toEqual([])
  await page.getByRole('link', { name: 'Links', exact: true }).click()
  await page
    .getByRole('list', { name: 'Links' })
    .getByRole('link', { name: /drawings\.example/ })
    .waitFor()
  await page.getByRole('link', { name: 'Pictures', exact: true }).click()
  await shared.getByRole('link', { name: /^To the message/ }).click()
  await log(page)
    .getByRole('img', { name: /^drawing/ })
    .waitFor()
  await page.goBack()
  await picture.waitFor()
  // Going from kind to kind is no step of its own.
  await page.goBack()
  await log(page).waitFor()
})
