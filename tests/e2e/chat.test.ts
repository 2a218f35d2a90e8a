import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FrameProxy, startFrameProxy } from '../faults/frame-proxy.ts'
import type { StaticHost } from '../run/serve.mjs'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { type RawClient, rawClient } from '../support/raw-client.ts'
import { talk } from '../support/talk.ts'
import { waitFor } from '../support/wait-for.ts'
import { type OpenedApp, openApp, serveApp } from './support/app.ts'
import { axeViolations } from './support/axe.ts'
import { launchChromium } from './support/browser.ts'
import { signIn, waitForStatus } from './support/sign-in.ts'

const password = 'correct horse'
let server: TestServer
let proxy: FrameProxy
let host: StaticHost
let browser: Browser
let opened: OpenedApp[] = []
let round = 0

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startProsody(), launchChromium()])
  proxy = await startFrameProxy(server.websocketUrl)
  host = await serveApp(server, { websocket: { [server.domain]: proxy.url } })
})
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await proxy?.stop()
  await server?.stop()
})

/** People of this test only. */
let [anna, ben] = ['', '']
beforeEach(async () => {
  round += 1
  ;[anna, ben] = [`anna${round}`, `ben${round}`]
  await server.register(anna, password)
  await server.register(ben, password)
})
afterEach(async () => {
  proxy.refuse(false)
  const faults = opened.flatMap(app => [...app.violations, ...app.errors])
  await Promise.all(opened.map(app => app.close()))
  opened = []
  expect(faults).toEqual([])
})

const jid = (local: string): string => `${local}@localhost`
const chatWith = (local: string): string => `#/chats/${encodeURIComponent(jid(local))}`

async function openAs(local: string, at = ''): Promise<Page> {
  const app = await openApp(browser, host)
  opened.push(app)
  await signIn(app.page, { address: jid(local), password })
  if (at) await app.page.goto(`${host.url}${at}`)
  return app.page
}

const raw = (local: string): Promise<RawClient> => rawClient({ websocketUrl: server.websocketUrl, jid: jid(local), password })
const log = (page: Page) => page.getByRole('log', { name: 'Messages' })
const message = (page: Page, text: string) => log(page).getByRole('article').filter({ hasText: text })

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text)
  await page.getByRole('button', { name: 'Send' }).click()
}

/** Makes two people contacts of each other, so that receipts and markers may flow. */
async function befriend(one: string, other: string): Promise<void> {
  const [first, second] = await Promise.all([raw(one), raw(other)])
  for (const [client, whom] of [
    [first, other],
    [second, one],
  ] as const) {
    client.send(`<presence/>`)
    client.send(`<presence type='subscribed' to='${jid(whom)}'/>`)
    client.send(`<presence type='subscribe' to='${jid(whom)}'/>`)
  }
  const isBothWays = async () => {
    for (const [client, whom] of [
      [first, other],
      [second, one],
    ] as const) {
      client.send(`<presence type='subscribed' to='${jid(whom)}'/>`)
      if (!/subscription=.both/.test(String(await client.iq('get', null, `<query xmlns='jabber:iq:roster'/>`)))) return false
    }
    return true
  }
  await waitFor(isBothWays, { what: 'the two to be contacts' })
  await Promise.all([first.stop(), second.stop()])
}

describe('two people', () => {
  test('write to each other live, and each sees how far a message came', async () => {
    await befriend(anna, ben)
    const [here, there] = await Promise.all([openAs(anna, chatWith(ben)), openAs(ben, '#/chats')])
    await say(here, 'Is the bread done?')
    const row = there.getByRole('list', { name: 'Conversations' }).getByRole('link').filter({ hasText: 'Is the bread done?' })
    await row.filter({ hasText: '1 unread message' }).waitFor()
    await message(here, 'Is the bread done?').getByText('Delivered').waitFor()

    await row.click()
    await there.bringToFront()
    await message(there, 'Is the bread done?').waitFor()
    await message(here, 'Is the bread done?').getByText('Read').waitFor()

    await say(there, 'Almost. Come over!')
    await message(here, 'Almost. Come over!').waitFor()
    expect(await log(here).getByRole('article').allTextContents()).toHaveLength(2)
    expect(await axeViolations(here)).toEqual([])
  })

  test('a stranger is shown by address, among the requests', async () => {
    const page = await openAs(anna, '#/chats/requests')
    const stranger = await raw(ben)
    stranger.send(`<message to='${jid(anna)}' type='chat' id='s1'><body>Psst</body></message>`)
    await page
      .getByRole('list', { name: 'Conversations' })
      .getByRole('link', { name: jid(ben) })
      .waitFor()
    await stranger.stop()
  })
})

describe('without a connection', () => {
  test('a message waits in sight, survives a reload, and is sent once when the server is back', async () => {
    const page = await openAs(anna, chatWith(ben))
    await say(page, 'before')
    await message(page, 'before').getByText('Sent', { exact: true }).or(message(page, 'before').getByText('Delivered')).waitFor()

    proxy.refuse(true)
    proxy.cutAll()
    await page.getByText('You are offline. Messages are sent when the connection is back.').waitFor()
    await say(page, 'written in the dark')
    await message(page, 'written in the dark').getByText('Waiting to be sent').waitFor()
    await page.reload()
    await message(page, 'written in the dark').getByText('Waiting to be sent').waitFor()
    await message(page, 'before').waitFor()

    proxy.refuse(false)
    await waitForStatus(page, 'Online', 60_000)
    await message(page, 'written in the dark')
      .getByText('Sent', { exact: true })
      .or(message(page, 'written in the dark').getByText('Delivered'))
      .waitFor()
    const witness = await raw(ben)
    expect(await witness.archiveBodies(jid(anna))).toEqual(['before', 'written in the dark'])
    await witness.stop()
  })

  test('a draft outlives the page', async () => {
    const page = await openAs(anna, chatWith(ben))
    await page.getByRole('textbox', { name: 'Message' }).fill('half a thou')
    await page.reload()
    await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('half a thou')
  })
})

describe('two tabs', () => {
  test('share one connection, and what is sent in one is in the other', async () => {
    const before = proxy.open
    const first = await openAs(anna, chatWith(ben))
    expect(proxy.open).toBe(before + 1)
    const second = await first.context().newPage()
    await second.goto(`${host.url}${chatWith(ben)}`)
    await waitForStatus(second, 'Online')
    await say(second, 'from the second tab')
    await message(first, 'from the second tab')
      .getByText(/Sent|Delivered/)
      .waitFor()
    expect(proxy.open).toBe(before + 1)
  })
})

describe('scrolling back', () => {
  test('what one reads stays where it is while older messages come in above it', async () => {
    const [writer, keeper] = await Promise.all([raw(ben), raw(anna)])
    await talk(
      writer,
      keeper,
      Array.from({ length: 400 }, (_, index) => `message ${index} ${'and some more '.repeat(index % 12)}`),
    )
    await waitFor(async () => (await keeper.archiveBodies(jid(ben))).length === 400, { what: 'the archive', timeoutMs: 60_000 })
    await Promise.all([writer.stop(), keeper.stop()])

    const page = await openAs(anna, chatWith(ben))
    await message(page, 'message 399').waitFor()
    await waitFor(async () => (await page.getByText('unread message').count()) === 0, { what: 'everything to be read' })
    // Opened anew it holds the newest messages only, and has to have more of them step by step.
    await page.reload()
    await message(page, 'message 399').waitFor()
    const box = await log(page).boundingBox()
    if (!box) throw new Error('no history on the screen')
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    const displacements: number[] = []
    const top = (): Promise<number> => log(page).evaluate(element => element.scrollTop)
    await waitFor(
      async () => {
        const from = await top()
        await page.mouse.wheel(0, -1_000)
        // The wheel turns a moment later, and what is looked at before is out of sight then.
        if (from > 0) await expect.poll(top).not.toBe(from)
        const { grew, displacement, isTop } = await page.evaluate(holdStill)
        if (grew) displacements.push(displacement)
        return (
          isTop &&
          (await log(page)
            .getByText(/begins\.$/)
            .count()) > 0
        )
      },
      { timeoutMs: 80_000, what: 'the beginning of the conversation' },
    )
    expect(displacements.filter(displacement => displacement !== 0)).toEqual([])
    expect(displacements.length).toBeGreaterThanOrEqual(2)
    await message(page, 'message 0').first().waitFor()
  })
})

/** In the page: once scrolling has come to rest, how far a message in view moves by itself while more history comes in above it. */
async function holdStill(): Promise<{ grew: boolean; displacement: number; isTop: boolean }> {
  const viewport = document.querySelector('[role=log]')
  if (!viewport) throw new Error('no history')
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
  for (let offset = -1; offset !== viewport.scrollTop;) {
    offset = viewport.scrollTop
    await frame()
    await frame()
  }
  const top = viewport.getBoundingClientRect().top
  const rows = () => Array.from(viewport.querySelectorAll<HTMLElement>('article[data-message]'))
  const key = rows().find(row => row.getBoundingClientRect().top >= top)?.dataset['message']
  const place = () =>
    rows()
      .find(row => row.dataset['message'] === key)
      ?.getBoundingClientRect().top ?? Number.NaN
  const [height, before] = [viewport.scrollHeight, place()]
  let displacement = 0
  for (const until = performance.now() + 600; performance.now() < until;) {
    await frame()
    const moved = place() - before
    if (!(Math.abs(moved) <= Math.abs(displacement))) displacement = moved
  }
  return { grew: viewport.scrollHeight !== height, displacement, isTop: viewport.scrollTop === 0 }
}
