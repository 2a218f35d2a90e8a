import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaticHost } from '../run/serve.mjs'
import { startProsody } from '../servers/prosody.ts'
import type { TestServer } from '../servers/test-server.ts'
import { type OpenedApp, openApp, serveApp } from './support/app.ts'
import { axeViolations } from './support/axe.ts'
import { launchChromium } from './support/browser.ts'
import { goTo, signIn, signOut, waitForStatus } from './support/sign-in.ts'

const anna = { address: 'anna@localhost', password: 'correct horse' }
let server: TestServer
let host: StaticHost
let browser: Browser
let app: OpenedApp

beforeAll(async () => {
  ;[server, browser] = await Promise.all([startProsody(), launchChromium()])
  await server.register('anna', anna.password)
  host = await serveApp(server)
})
afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await server?.stop()
})
afterEach(async () => {
  expect(app.violations, 'violations of the content security policy').toEqual([])
  expect(app.errors, 'errors in the console').toEqual([])
  await app.close()
})

describe('the front door', () => {
  beforeEach(async () => {
    app = await openApp(browser, host)
  })

  test('a wrong password is said in words, and the field is ready for another try', async () => {
    const { page } = app
    await page.getByRole('textbox', { name: 'Address' }).fill(anna.address)
    await page.getByRole('textbox', { name: 'Password' }).fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').getByText('The server did not accept the password').waitFor()
    expect(await page.getByRole('textbox', { name: 'Password' }).evaluate(field => field === document.activeElement)).toBe(true)
    await page.keyboard.type(anna.password)
    await page.keyboard.press('Enter')
    await waitForStatus(page, 'Online')
  })

  test('signing in needs no mouse', async () => {
    const { page } = app
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Address' }).evaluate(field => field === document.activeElement)).toBe(true)
    await page.keyboard.type(anna.address)
    await page.keyboard.press('Tab')
    await page.keyboard.type(anna.password)
    await page.keyboard.press('Enter')
    await waitForStatus(page, 'Online')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main')
  })

  test('a server that cannot be found shows the field for its WebSocket address', async () => {
    const { page } = app
    await page.route(/nowhere\.invalid/, route => route.abort())
    await page.getByRole('textbox', { name: 'Address' }).fill('anna@nowhere.invalid')
    await page.getByRole('textbox', { name: 'Password' }).fill('secret')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('alert').waitFor({ timeout: 40_000 })
    await page.getByRole('textbox', { name: 'WebSocket address' }).waitFor()
  })

  test('a link from somebody else leads through signing in to where it pointed', async () => {
    const { page } = app
    // Followed from another page, as links from others are.
    await page.goto('about:blank')
    await page.goto(`${host.url}#/search?q=bread`)
    await signIn(page, anna)
    await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor()
    expect(page.url()).toBe(`${host.url}#/search?q=bread`)
  })

  test.each(['light', 'dark'] as const)('axe finds nothing in %s', async colorScheme => {
    const { page } = app
    await page.emulateMedia({ colorScheme })
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    await page.goto(`${host.url}#/register`)
    await page.getByRole('heading', { name: 'Create account' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
  })
})

const places: [name: string, path: string][] = [
  ['Feed', '#/feed'],
  ['Communities', '#/communities'],
  ['Chats', '#/chats'],
  ['People', '#/people'],
  ['Notifications', '#/notifications'],
  ['Search', '#/search'],
  ['Settings', '#/settings'],
]

describe('inside', () => {
  test.each([
    ['a desktop', { viewport: { width: 1440, height: 900 } }],
    ['a tablet', { viewport: { width: 768, height: 1024 } }],
    ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true }],
  ])('every place is one step away on %s, the focus goes along, and axe finds nothing', async (_name, options) => {
    app = await openApp(browser, host, options)
    const { page } = app
    await signIn(page, anna)
    for (const [name, path] of [...places.slice(1), ['Feed', '#/feed'] as const]) {
      await goTo(page, name)
      await page.waitForURL(`${host.url}${path}`)
      // A page may have something better to focus than its heading.
      await page.locator('main :focus').waitFor()
      expect(await page.title()).toMatch(/Kith · /)
      expect(await axeViolations(page), name).toEqual([])
    }
  })

  test('an address that leads nowhere says so', async () => {
    app = await openApp(browser, host)
    await signIn(app.page, anna)
    for (const path of ['#/nonsense', '#/people/not%20an%20address', '#/communities/@@']) {
      await app.page.goto(`${host.url}${path}`)
      await app.page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }).waitFor()
    }
  })

  test('the language and the theme change at once and stay changed', async () => {
    app = await openApp(browser, host)
    const { page } = app
    await signIn(page, anna)
    await page.goto(`${host.url}#/settings/appearance`)
    await page.getByRole('combobox', { name: 'Language' }).selectOption({ label: 'العربية' })
    await page.getByRole('navigation', { name: 'الرئيسية' }).waitFor()
    expect(await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])).toEqual(['ar', 'rtl'])
    expect(await axeViolations(page)).toEqual([])
    await page.getByRole('combobox', { name: 'السمة' }).selectOption('dark')
    await page.reload()
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
    expect(await axeViolations(page)).toEqual([])
  })

  test('signing out leaves nothing of the account on the device', async () => {
    app = await openApp(browser, host)
    const { page } = app
    await signIn(page, anna)
    await signOut(page)
    const left = () =>
      page.evaluate(async () => ({
        databases: (await indexedDB.databases()).map(({ name }) => name).filter(name => name !== 'kith'),
        stored: [localStorage, sessionStorage].flatMap(storage => Object.values(storage)).filter(value => String(value).includes('anna@')),
      }))
    await expect.poll(left, { timeout: 10_000 }).toEqual({ databases: [], stored: [] })
    await page.reload()
    await page.getByRole('button', { name: 'Sign in' }).waitFor()
  })
})
