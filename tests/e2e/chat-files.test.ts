import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { uploadPicture } from '../servers/demo-world/upload-picture.ts'
import { befriend } from '../support/befriend.ts'
import { axeViolations } from './support/axe.ts'
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
  await expect.poll(() => log(page).getByRole('article').count()).toBe(7)
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
