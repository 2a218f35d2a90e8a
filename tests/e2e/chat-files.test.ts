import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { landscape } from '../servers/demo-world/picture.ts'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { befriend } from '../support/befriend.ts'
import { exif, isTelling, withSegments } from '../support/pictures.ts'
import { waitFor } from '../support/wait-for.ts'
import { axeViolations } from './support/axe.ts'
import { waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const log = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
const picture = (page: Page, name: string): Locator => log(page).getByRole('img', { name })
const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const isLoaded = (image: Locator): Promise<boolean> =>
  image.evaluate(found => found instanceof HTMLImageElement && found.complete && found.naturalWidth > 0)

test('what other clients share, each in its own dialect, stands in the conversation, and a stranger’s is asked for first', async () => {
  const { anna, ben, chloe } = stage
  const [mine, friend, stranger] = [await stage.raw(anna), await stage.raw(ben), await stage.raw(chloe)]
  await befriend(mine, friend)
  const service = `upload.${stage.server.domain}`
  const [hills, bread, radio, river] = [
    await uploadPicture(friend, service, 1, 'hills'),
    await uploadPicture(friend, service, 2, 'bread'),
    await uploadPicture(friend, service, 3, 'radio'),
    await uploadPicture(friend, service, 4, 'river'),
  ]
  const facts = (alt: string): string => `<media-type>image/png</media-type><name>picture.png</name><size>1000</size><desc>${alt}</desc>`
  const sfs = ({ url, alt }: typeof hills): string =>
    `<file-sharing xmlns='urn:xmpp:sfs:0'><file xmlns='urn:xmpp:file:metadata:0'>${facts(alt)}<width>720</width><height>450</height></file>` +
    `<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${url}'/></sources></file-sharing>`
  const say = (client: typeof friend, id: string, body: string, more = ''): void =>
    client.send(`<message to='${anna}' type='chat' id='${id}'><body>${body}</body>${more}</message>`)

  const page = await stage.openAs(anna, chatWith(ben))
  say(friend, 'words', 'Back from the road')
  say(friend, 'sfs', hills.url, `${sfs(hills)}<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'><body/></fallback>`)
  say(
    friend,
    'sims',
    bread.url,
    `<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:4'>${facts(bread.alt)}</file>` +
      `<sources><reference xmlns='urn:xmpp:reference:0' type='data' uri='${bread.url}'/></sources></media-sharing></reference><x xmlns='jabber:x:oob'><url>${bread.url}</url></x>`,
  )
  say(friend, 'oob', radio.url, `<x xmlns='jabber:x:oob'><url>${radio.url}</url></x>`)
  say(friend, 'many', 'All of them at once', sfs(hills) + sfs(river) + sfs(bread))
  say(friend, 'audio', 'x', `<x xmlns='jabber:x:oob'><url>${radio.url.replace('.png', '.ogg')}</url></x>`)
  say(friend, 'file', '', sfs(hills).replace('image/png', 'application/pdf').replace('picture.png', 'Timetable of the night trains.pdf'))
  // The history draws what is near; the last is at its end, to which one may have to go: pictures come one by one.
  const last = log(page).getByRole('link', { name: /Timetable of the night trains/ })
  await log(page).hover()
  await expect
    .poll(
      async () => {
        await page.mouse.wheel(0, 3000)
        return await last.count()
      },
      { timeout: 30_000 },
    )
    .toBe(1)
  for (const name of [hills.alt, bread.alt, 'radio-3.png', river.alt])
    await expect.poll(() => isLoaded(picture(page, name).last())).toBe(true)
  expect(
    await log(page)
      .getByText(/https?:\/\//)
      .count(),
  ).toBe(0)
  await page.getByRole('list', { name: 'Conversations' }).getByText('File').waitFor()
  expect(await axeViolations(page)).toEqual([])

  await picture(page, bread.alt).first().click()
  await page.getByRole('dialog').getByRole('img', { name: bread.alt }).waitFor()
  await page.keyboard.press('Escape')

  say(stranger, 'other', river.url, `<x xmlns='jabber:x:oob'><url>https://pictures.example/river.jpg</url></x>`)
  await page.goto(`${stage.url}${chatWith(chloe)}`)
  await log(page).getByRole('button', { name: 'Show picture' }).waitFor()
  expect(await log(page).getByRole('img').count()).toBe(0)
})

const draft = (page: Page): Locator => page.getByRole('list', { name: 'Pictures and files' }).getByRole('listitem')

async function choose(page: Page, files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Add pictures or files' }).click()
  await (await chooser).setFiles(files)
}

/** A photograph that tells where it was taken. */
async function photograph(page: Page): Promise<Buffer> {
  const jpeg = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(800, 600)
    canvas.getContext('2d')?.fillRect(100, 100, 300, 200)
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg' })).arrayBuffer())]
  })
  return Buffer.from(withSegments(Uint8Array.from(jpeg), exif(1)))
}

test('chosen with no network and sent through a closed tab, pictures and words arrive once, light and silent, in all dialects', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  const context = page.context()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await waitFor(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })
  const camera = await photograph(page)
  expect(isTelling(camera)).toBe(true)
  await choose(page, [
    { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: camera },
    { name: 'hills.png', mimeType: 'image/png', buffer: landscape(7, 600, 400) },
    { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes') },
  ])
  await expect.poll(() => draft(page).locator('img').count()).toBe(2)
  expect(await draft(page).count()).toBe(3)
  const shows = draft(page).first().getByRole('textbox', { name: 'What does it show?' })
  await shows.fill('A black box')
  await page.reload()
  await expect.poll(() => shows.inputValue()).toBe('A black box')

  await stage.goDark(context)
  await waitForStatus(page, 'Offline')
  await page.getByRole('textbox', { name: 'Message' }).fill('From the road')
  await page.keyboard.press('Enter')
  await picture(page, 'A black box').waitFor()
  await expect.poll(() => log(page).getByRole('article').count()).toBe(4)
  expect(await log(page).locator('img[src^="blob:"]').count()).toBe(2)
  expect(await draft(page).count()).toBe(0)
  await page.close()

  await stage.goLight(context)
  const next = await stage.tab(context, chatWith(ben))
  await waitForStatus(next, 'Online', 60_000)
  await expect.poll(() => log(next).getByTitle('Sent').count(), { timeout: 30_000 }).toBe(4)
  const witness = await stage.raw(ben)
  await waitFor(async () => (await witness.archiveBodies(anna)).length === 4, { what: 'all of it in the archive' })
  const [words, ...addresses] = await witness.archiveBodies(anna)
  expect([words, addresses.length]).toEqual(['From the road', 3])
  const stanzas = witness.received.flatMap(
    stanza => stanza.getChild('result', 'urn:xmpp:mam:2')?.getChild('forwarded')?.getChild('message') ?? [],
  )
  for (const [index, address] of addresses.entries()) {
    const stanza = stanzas.find(each => each.getChildText('body') === address)
    const sharing = stanza?.getChild('file-sharing', 'urn:xmpp:sfs:0')
    expect(sharing?.getChild('sources')?.getChild('url-data')?.attrs['target']).toBe(address)
    const media = stanza?.getChild('reference', 'urn:xmpp:reference:0')?.getChild('media-sharing', 'urn:xmpp:sims:1')
    expect(media?.getChild('sources')?.getChild('reference')?.attrs['uri']).toBe(address)
    expect(stanza?.getChild('x', 'jabber:x:oob')?.getChildText('url')).toBe(address)
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer())
    expect(sharing?.getChild('file')?.getChildText('size')).toBe(String(bytes.length))
    expect(isTelling(bytes)).toBe(false)
    expect(sharing?.getChild('file')?.getChildText('desc') ?? null).toBe(index === 0 ? 'A black box' : null)
  }

  const reader = await stage.openAs(ben, chatWith(anna))
  await expect.poll(() => isLoaded(picture(reader, 'A black box'))).toBe(true)
  await log(reader)
    .getByRole('link', { name: /notes\.txt/ })
    .waitFor()
  expect(await log(reader).getByRole('article').count()).toBe(4)
})

test('dropped anywhere in the conversation; sending it is stopped and taken up again', async () => {
  const { anna, ben } = stage
  const page = await stage.openAs(anna, chatWith(ben))
  let isHeld = true
  await page.context().route(/\/upload\/|\/file_share\//, async route => {
    if (route.request().method() !== 'PUT' || !isHeld) await route.continue()
  })
  await log(page)
    .or(page.getByRole('textbox', { name: 'Message' }))
    .first()
    .evaluate(place => {
      const data = new DataTransfer()
      data.items.add(new File([new Uint8Array([1, 2, 3])], 'drop.bin', { type: 'application/octet-stream' }))
      place.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }))
    })
  await expect.poll(() => draft(page).count()).toBe(1)
  await page.getByRole('textbox', { name: 'Message' }).press('Enter')
  const message = log(page).getByRole('article')
  await message.getByRole('progressbar', { name: /Sending files/ }).waitFor()
  expect(await axeViolations(page)).toEqual([])
  await message.getByRole('button', { name: 'Cancel' }).click()
  await message.getByText('Not sent: You stopped it.').waitFor()
  isHeld = false
  await message.getByRole('button', { name: 'Try again' }).click()
  await message.getByTitle('Sent').waitFor({ timeout: 20_000 })
  const witness = await stage.raw(ben)
  await expect.poll(async () => (await witness.archiveBodies(anna)).length).toBe(1)
})
