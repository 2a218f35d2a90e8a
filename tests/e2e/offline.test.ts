import type { Locator, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { waitFor } from '../support/wait-for.ts'
import { leftovers } from './support/leftovers.ts'
import { BLOG, know, makeBlog, write } from './support/others.ts'
import { goTo, waitForStatus } from './support/sign-in.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()

const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`
const article = (page: Page, name: string): Locator => page.getByRole('article', { name })
const message = (page: Page, text: string): Locator =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text })

/** The page is kept on the device and the service worker stands before it. */
async function isInstalled(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready)
  await waitFor(() => page.evaluate(() => navigator.serviceWorker.controller?.state === 'activated'), { what: 'a service worker' })
}

/** Anna reads Ben's blog and chats with him; all of it has been on her screen. */
async function lookAround(): Promise<Page> {
  const { anna, ben } = stage
  const writer = await stage.raw(ben)
  await know(await stage.raw(anna), ben)
  await makeBlog(writer)
  await write(writer, { itemId: 'one', title: 'Notes from the harbour', text: 'Gulls, mostly.' })
  writer.send(`<message to='${anna}' type='chat' id='m1'><body>Seen before the lights went out</body></message>`)
  const page = await stage.openAs(anna, `#/people/${encodeURIComponent(ben)}`)
  await page.getByRole('button', { name: 'Follow' }).click()
  await page.getByRole('button', { name: 'Unfollow' }).waitFor()
  await goTo(page, 'Feed')
  await article(page, 'Notes from the harbour').waitFor()
  await page.goto(`${stage.url}${chatWith(ben)}`)
  await message(page, 'Seen before the lights went out').waitFor()
  await isInstalled(page)
  return page
}

async function seesEverything(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).waitFor()
  await goTo(page, 'Feed')
  await article(page, 'Notes from the harbour').getByText('Gulls, mostly.').waitFor()
  await goTo(page, 'Chats')
  await page.getByRole('list', { name: 'Conversations' }).getByRole('link', { name: stage.ben }).click()
  await message(page, 'Seen before the lights went out').waitFor()
}

async function writeBoth(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill('Written in the dark')
  await page.keyboard.press('Enter')
  await message(page, 'Written in the dark').getByText('Waiting to be sent').waitFor()
  await page.getByText('You are offline. Messages are sent when the connection is back.').waitFor()
  await page.getByRole('link', { name: 'New post' }).click()
  await page.getByText('You are offline. It is sent when you are connected again.').waitFor()
  await page.getByRole('textbox', { name: 'Text' }).fill('A post by candlelight')
  await page.getByRole('button', { name: 'Publish' }).click()
  await article(page, 'A post by candlelight').getByText('Waiting to be sent').waitFor()
}

async function bothArrivedOnce(page: Page): Promise<void> {
  const { anna, ben } = stage
  await waitForStatus(page, 'Online', 60_000)
  await goTo(page, 'Feed')
  await expect.poll(() => article(page, 'A post by candlelight').getByText('Waiting to be sent').count(), { timeout: 20_000 }).toBe(0)
  await page.goto(`${stage.url}${chatWith(ben)}`)
  await message(page, 'Written in the dark').getByText('Sent', { exact: true }).waitFor()
  expect(await message(page, 'Written in the dark').count()).toBe(1)
  const [witness, reader] = [await stage.raw(anna), await stage.raw(ben)]
  expect(await witness.itemTitles(anna, BLOG)).toEqual(['A post by candlelight'])
  expect(await reader.archiveBodies(anna)).toEqual(['Seen before the lights went out', 'Written in the dark'])
}

describe('with no server, no host and no network', () => {
  test('a reload shows everything that was seen, what is written waits in sight, and it arrives once when all is back', async () => {
    const page = await lookAround()
    await stage.goDark(page.context())
    const answer = await page.reload()
    expect(answer?.fromServiceWorker()).toBe(true)
    await seesEverything(page)
    await waitForStatus(page, 'Offline')
    await page.getByText('You are offline. What you write now is sent later.').waitFor()
    await writeBoth(page)
    await page.reload()
    await article(page, 'A post by candlelight').getByText('Waiting to be sent').waitFor()
    await stage.goLight(page.context())
    await bothArrivedOnce(page)
  })

  test('a tab that is closed in between takes nothing with it: a new one opens from the device and delivers once', async () => {
    const page = await lookAround()
    const context = page.context()
    await stage.goDark(context)
    await page.reload()
    await seesEverything(page)
    await writeBoth(page)
    await page.close()

    const next = await stage.tab(context)
    expect(await next.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true)
    await article(next, 'A post by candlelight').getByText('Waiting to be sent').waitFor()
    await seesEverything(next)
    await message(next, 'Written in the dark').getByText('Waiting to be sent').waitFor()
    await next.close()
    await stage.goLight(context)
    const last = await stage.tab(context)
    await bothArrivedOnce(last)
    // And nobody sends it again.
    await last.reload()
    await bothArrivedOnce(last)
  })
})

describe('signing out without a connection', () => {
  test('asks back when something was not sent, and then leaves nothing all the same', async () => {
    const { anna, ben } = stage
    const page = await stage.openAs(anna, chatWith(ben))
    await isInstalled(page)
    await stage.goDark(page.context())
    await waitForStatus(page, 'Offline')
    await page.getByRole('textbox', { name: 'Message' }).fill('Nobody will read this')
    await page.keyboard.press('Enter')
    await message(page, 'Nobody will read this').waitFor()
    await page.goto(`${stage.url}#/settings/account`)
    await page.getByRole('button', { name: 'Sign out' }).click()
    const dialog = page.getByRole('dialog', { name: 'Sign out and lose what was not sent?' })
    await dialog.getByText('1 thing you did has not reached the server yet.').waitFor()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await dialog.waitFor({ state: 'hidden' })
    expect(await leftovers(page, anna)).not.toEqual([])
    await page.getByRole('button', { name: 'Sign out' }).click()
    await dialog.getByRole('button', { name: 'Sign out anyway' }).click()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    await expect.poll(() => leftovers(page, anna)).toEqual([])
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await leftovers(page, anna)).toEqual([])
    await stage.goLight(page.context())
    expect(await (await stage.raw(ben)).archiveBodies(anna)).toEqual([])
  })
})

describe('an installed app', () => {
  test('has a manifest the browser accepts, with pictures that are there, and is kept whole on the device', async () => {
    const page = await stage.openAs(stage.anna)
    await isInstalled(page)
    const debug = await page.context().newCDPSession(page)
    const { installabilityErrors } = await debug.send('Page.getInstallabilityErrors')
    expect(installabilityErrors.map(({ errorId }) => errorId).filter(id => id !== 'in-incognito')).toEqual([])
    const { errors, data } = await debug.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const manifest = JSON.parse(data ?? '') as { start_url: string; display: string; icons: { src: string; type: string; sizes: string }[] }
    expect(manifest).toMatchObject({ name: 'Kith', display: 'standalone', start_url: './' })
    const sizes = await page.evaluate(
      icons =>
        Promise.all(
          icons.map(async ({ src, type }) => {
            const answer = await fetch(src)
            const picture = new Image()
            picture.src = src
            await picture.decode()
            return `${answer.status} ${answer.headers.get('content-type') === type} ${picture.naturalWidth}x${picture.naturalHeight}`
          }),
        ),
      manifest.icons,
    )
    manifest.icons.forEach((icon, index) => {
      expect(sizes[index]).toMatch(icon.sizes === 'any' ? /^200 true \d+x\d+$/ : `200 true ${icon.sizes}`)
    })
    // Every language and every place, also those nobody has opened yet.
    const kept = await page.evaluate(async () => {
      const requests = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    for (const part of ['index.html', 'theme.js', 'manifest.webmanifest', 'worker', '.css']) {
      expect(
        kept.some(path => path.includes(part)),
        part,
      ).toBe(true)
    }
    await stage.goDark(page.context())
    await page.reload()
    for (const place of ['Communities', 'People', 'Notifications', 'Search', 'Settings']) {
      await goTo(page, place)
      await page.getByRole('heading', { level: 1, name: place }).waitFor()
    }
    await page.goto(`${stage.url}#/settings/appearance`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: '日本語' })
    await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('ja')
    await stage.goLight(page.context())
  })
})
