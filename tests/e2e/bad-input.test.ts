import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { freePort } from '../servers/child-server.ts'
import { publishXml } from '../servers/demo-world/entry.ts'
import { must } from '../servers/demo-world/world.ts'
import { startProsody } from '../servers/prosody.ts'
import { axeViolations } from './support/axe.ts'
import { BLOG, makeBlog } from './support/others.ts'
import { signIn, waitForStatus, waitUntilCaughtUp } from './support/sign-in.ts'
import { PASSWORD, useStage } from './support/stage.ts'

const chatWith = (address: string): string => `#/chats/${encodeURIComponent(address)}`

async function trySignIn(page: Page, address: string, { password = PASSWORD, websocketUrl = '' } = {}): Promise<void> {
  await page.getByRole('textbox', { name: 'Address', exact: true }).fill(address)
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  if (websocketUrl) {
    const field = page.getByRole('textbox', { name: 'WebSocket address' })
    if (!(await field.isVisible())) await page.getByText('Advanced').click()
    await field.fill(websocketUrl)
  }
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** What the page says about an attempt; the field it is about is ready for another, and nothing typed is lost. */
async function isTold(page: Page, words: string | RegExp, field: string): Promise<void> {
  await page.getByRole('alert').getByText(words).waitFor({ timeout: 40_000 })
  const asked = page.getByRole('textbox', { name: field, exact: true })
  await expect.poll(() => asked.evaluate(element => element === document.activeElement)).toBe(true)
  expect(await page.getByRole('textbox', { name: 'Password' }).inputValue()).not.toBe('')
}

/** Only what is near the window is in the document: goes down, or up again, until something is. */
async function readDownTo(wanted: Locator): Promise<void> {
  const page = wanted.page()
  let way = 400
  await expect
    .poll(
      async () => {
        if ((await wanted.count()) > 0) return true
        if (await page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 2)) way = -400
        await page.mouse.wheel(0, way)
        return false
      },
      { timeout: 30_000 },
    )
    .toBe(true)
}

/** Something that listens and is no XMPP server. */
interface Impostor {
  url: string
  stop: () => Promise<void>
}

async function impostor(kind: 'web-server' | 'other-protocol' | 'nonsense'): Promise<Impostor> {
  const http = createServer((_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<h1>Welcome</h1>'))
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  if (kind !== 'web-server') {
    const sockets = new WebSocketServer({ server: http, handleProtocols: () => (kind === 'nonsense' ? 'xmpp' : false) })
    sockets.on('connection', socket => socket.send('{"hello":"world"}'))
  }
  const { port } = http.address() as AddressInfo
  const stop = (): Promise<void> =>
    new Promise(resolve => {
      http.closeAllConnections()
      http.close(() => resolve())
    })
  return { url: `ws://127.0.0.1:${port}/`, stop }
}

describe('at the front door', () => {
  const stage = useStage()
  let strangers: Impostor[] = []
  beforeAll(async () => {
    strangers = await Promise.all([impostor('nonsense'), impostor('other-protocol'), impostor('web-server')])
  })
  afterAll(() => Promise.all(strangers.map(({ stop }) => stop())))

  test('a domain the server does not serve, what is no XMPP server, and what does not answer are told apart in words', async () => {
    const page = await stage.open()
    const [nonsense, other, web] = strangers.map(({ url }) => url)
    const nobody = `ws://127.0.0.1:${await freePort()}/`
    const address = 'anna@elsewhere.invalid'
    await page.route(/elsewhere\.invalid/, route => route.abort())
    await trySignIn(page, address, { websocketUrl: stage.server.websocketUrl })
    await isTold(page, 'The server does not know elsewhere.invalid', 'Address')
    await trySignIn(page, address, { websocketUrl: nonsense ?? '' })
    await isTold(page, 'What answers at elsewhere.invalid is not an XMPP server', 'WebSocket address')
    // Why a WebSocket was refused no browser tells: another protocol, a web server without any, nothing at all.
    for (const websocketUrl of [other, web, nobody]) {
      await trySignIn(page, address, { websocketUrl: websocketUrl ?? '' })
      await page.getByRole('alert').getByText('elsewhere.invalid does not answer').waitFor({ timeout: 40_000 })
      // Whoever may try again finds nothing half undone.
      expect(await databases(page)).toEqual(new Set(['kith']))
    }
    await page.getByRole('textbox', { name: 'WebSocket address' }).waitFor()
    expect(await axeViolations(page)).toEqual([])
    // Nothing of all that is in the way of the right address, and nothing of it is left.
    await signInAfterAll(page)
  })

  async function signInAfterAll(page: Page): Promise<void> {
    await page.getByRole('textbox', { name: 'WebSocket address' }).fill('')
    await signIn(page, { address: stage.anna, password: PASSWORD })
    expect(await databases(page)).toEqual(new Set(['kith', `kith:${stage.anna}`]))
    await page.reload()
    await page.getByRole('navigation', { name: 'Main' }).waitFor()
  }

  async function databases(page: Page): Promise<Set<string | undefined>> {
    return new Set(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name)))
  }

  test('an account the server does not have, and an address that is none', async () => {
    const page = await stage.open()
    await trySignIn(page, 'nobody@localhost')
    await isTold(page, 'The server did not accept the password', 'Password')
    await trySignIn(page, 'anna')
    await page.getByText('Type the whole address').waitFor()
    await expect
      .poll(() => page.getByRole('textbox', { name: 'Address', exact: true }).evaluate(field => field === document.activeElement))
      .toBe(true)
  })

  test('a wrong password or address when signing in again leaves what is here, and the right one goes on with it', async () => {
    const { anna, ben } = stage
    const page = await stage.openAs(anna, chatWith(ben), { stay: false })
    await page.getByRole('textbox', { name: 'Message' }).fill('Written on a visit')
    await page.keyboard.press('Enter')
    const message = page.getByRole('log').getByText('Written on a visit')
    await message.waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Sign in again' }).click()
    for (const [address, field] of [
      [anna, 'Password'],
      ['nobody@localhost', 'Password'],
    ] as const) {
      await trySignIn(page, address, { password: 'wrong' })
      await isTold(page, 'The server did not accept the password', field)
    }
    await page.goto(`${stage.url}${chatWith(ben)}`)
    await message.waitFor()
    await page.getByRole('link', { name: 'Sign in again' }).click()
    await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await waitForStatus(page, 'Online')
    await page.goto(`${stage.url}${chatWith(ben)}`)
    await message.waitFor()
    expect(await (await stage.raw(ben)).archiveBodies(anna)).toEqual(['Written on a visit'])
  })
})

/** As some private windows and strict settings have it: the database is there and may not be opened. */
const FORBID = `indexedDB.constructor.prototype.open = () => { throw new DOMException('not here', 'SecurityError') };`

describe('a browser that lets nothing be kept', () => {
  const stage = useStage()

  test('says so at the front door instead of staying white or turning for ever', async () => {
    const page = await stage.open({ serviceWorkers: 'block' })
    await page.addInitScript(FORBID)
    await page.route(/assets\/worker-[^/]*\.js$/, async route => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: FORBID + (await answer.text()) })
    })
    await page.reload()
    const words = page.getByRole('alert').getByText('This browser does not let Kith keep anything')
    await words.waitFor()
    await trySignIn(page, stage.anna)
    await expect.poll(() => page.getByRole('button', { name: 'Sign in' }).getAttribute('data-busy')).toBeNull()
    await words.waitFor()
    expect(await axeViolations(page)).toEqual([])
  })
})

describe('what no honest client sends', () => {
  const stage = useStage()

  test('is drawn as far as it makes sense, runs nothing, asks nobody, and does not stand in the way of the rest', async () => {
    const { anna, ben } = stage
    const writer = await stage.raw(ben)
    await makeBlog(writer)
    const publish = (itemId: string, payload: string): Promise<void> => must(writer, 'set', null, publishXml(BLOG, itemId, payload))
    const atom = `xmlns='http://www.w3.org/2005/Atom'`
    const hostile =
      `<p onclick='alert(1)'>Harmless words <script>alert(2)</script><img src='http://127.0.0.1:9/spy.png' onerror='alert(3)'/>` +
      `<a href='javascript:alert(4)'>press me</a><style>* { display: none }</style></p>`
    await publish('bare', `<entry ${atom}><content type='text'>Neither a title nor a date</content></entry>`)
    await publish('alien', `<recipe xmlns='urn:example:kitchen'><salt/></recipe>`)
    await publish('void', `<entry ${atom}/>`)
    await publish(
      'trap',
      `<entry ${atom}><title>A trap</title><updated>not a date</updated><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>${hostile}</div></content></entry>`,
    )
    const deep = `${'<b>'.repeat(30)}Half way${'<b>'.repeat(226)} down${'</b>'.repeat(256)}`
    await publish(
      'deep',
      `<entry ${atom}><title>Deep &#x26; long</title><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>${deep}</p>${'<p>A wall of words.</p>'.repeat(6000)}</div></content></entry>`,
    )
    await publish('late', `<entry ${atom}><title>From the year 9999</title><updated>9999-12-31T23:59:59Z</updated></entry>`)
    writer.send(`<message to='${anna}' type='chat' id='w'><body>${'a wall of words '.repeat(12_000)}</body></message>`)
    writer.send(`<message to='${anna}' type='chat' id='h'><body>&lt;img src=x onerror=alert(5)&gt; \u202Eevil</body></message>`)

    const page = await stage.open()
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', request => {
      if (request.url().includes('spy.png')) asked.push(request.url())
    })
    await signIn(page, { address: anna, password: PASSWORD })
    await page.goto(`${stage.url}#/people/${encodeURIComponent(ben)}`)
    const trap = page.getByRole('article', { name: 'A trap' })
    await page.getByRole('article', { name: 'From the year 9999' }).waitFor()
    const long = page.getByRole('article', { name: 'Deep & long' })
    await readDownTo(long)
    await long.getByText('Half way').waitFor()
    await long.getByRole('button', { name: 'Continue reading' }).waitFor()
    await readDownTo(page.getByRole('article', { name: 'Neither a title nor a date' }))
    await readDownTo(trap)
    expect(await trap.getByRole('link', { name: 'press me' }).count()).toBe(0)
    await trap.getByText('Harmless words').click()
    await page.getByRole('heading', { level: 1, name: 'Post' }).waitFor()
    await page.goto(`${stage.url}${chatWith(ben)}`)
    const log = page.getByRole('log', { name: 'Messages' })
    await log.getByText('<img src=x onerror=alert(5)>').waitFor()
    await log.getByRole('button', { name: 'Show more' }).waitFor()
    expect(asked).toEqual([])
  })
})

describe('a server without PEP, archive, carbons, communities and uploads', () => {
  const stage = useStage(() => startProsody({ without: ['pep', 'bookmarks', 'vcard4', 'vcard_legacy', 'mam', 'carbons'] }))

  test('is used for what it can do, and what it cannot is said, in every tab', async () => {
    const { anna, ben } = stage
    const [here, there] = [await stage.openAs(anna, chatWith(ben)), await stage.openAs(ben, chatWith(anna))]
    // Without an archive nothing waits for somebody who is not there yet.
    await waitUntilCaughtUp(there)
    await here.getByRole('textbox', { name: 'Message' }).fill('It works all the same')
    await here.keyboard.press('Enter')
    await there.getByRole('log').getByText('It works all the same').waitFor()
    await there.getByText('Your server does not keep old messages.').waitFor()

    await here.goto(`${stage.url}#/compose`)
    await here.getByText('localhost keeps no blogs, so it will refuse this post.').waitFor()
    await here.getByRole('textbox', { name: 'Text' }).fill('A post that has no place')
    await here.getByRole('button', { name: 'Publish', exact: true }).click()
    const refused = here.getByRole('article', { name: 'A post that has no place' })
    await refused.getByText('Not published: The server cannot do this.').waitFor()
    expect(await axeViolations(here)).toEqual([])
    await refused.getByRole('button', { name: 'Discard' }).click()
    await expect.poll(() => refused.count()).toBe(0)

    const later = await stage.tab(here.context(), '#/settings/account')
    const list = later.getByRole('list').filter({ hasText: 'A blog of your own' })
    await later.getByRole('heading', { name: 'What localhost does not offer' }).waitFor()
    await expect.poll(() => list.getByRole('listitem').count()).toBe(3)
    await list.getByText('Old messages: you see what this device has received').waitFor()
    expect(await axeViolations(later)).toEqual([])
  })
})
