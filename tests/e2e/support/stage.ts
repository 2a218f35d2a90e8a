import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { type FrameProxy, startFrameProxy } from '../../faults/frame-proxy.ts'
import type { StaticHost } from '../../run/serve.mjs'
import { startProsody } from '../../servers/prosody.ts'
import type { TestServer } from '../../servers/test-server.ts'
import { type RawClient, rawClient } from '../../support/raw-client.ts'
import { waitFor } from '../../support/wait-for.ts'
import { type OpenedApp, openApp, serveApp, watchPage } from './app.ts'
import { launchChromium } from './browser.ts'
import { type Credentials, signIn } from './sign-in.ts'

export const PASSWORD = 'correct horse'

/** One server, one host and one browser for a file of stories, and people who live for one story only. */
export interface Stage {
  readonly server: TestServer
  /** Between every browser and the server. */
  readonly proxy: FrameProxy
  readonly browser: Browser
  /** Address of the app; a hash path comes behind it. */
  readonly url: string
  /** Bare addresses, registered for this story. */
  readonly anna: string
  readonly ben: string
  readonly chloe: string
  /** A browser profile of its own with nobody signed in. */
  open(options?: BrowserContextOptions & { at?: string }): Promise<Page>
  /** A browser profile of its own, signed in, at a place of the app. */
  openAs(address: string, at?: string, options?: BrowserContextOptions & Pick<Credentials, 'stay'>): Promise<Page>
  /** Another tab of a profile. */
  tab(context: BrowserContext, at?: string): Promise<Page>
  /** The independent witness. */
  raw(address: string): Promise<RawClient>
  /** No XMPP server and no static host, with nothing in their places; a profile of its own may have no network as well. */
  goDark(context?: BrowserContext): Promise<void>
  /** All of it back where it was. */
  goLight(context?: BrowserContext): Promise<void>
}

/** Where a page is and what it shows, for whoever reads of a failure. */
async function whatIsThere({ page, errors }: OpenedApp): Promise<string> {
  const shown = await page.evaluate(() => {
    const { activeElement: at } = document
    const dialogs = Array.from(document.querySelectorAll('dialog[open]'), dialog => `[dialog] ${dialog.textContent}`)
    const focus = at && `[focus] ${at.tagName} ${at.getAttribute('aria-label') ?? ''} ${at.textContent.slice(0, 80)}`
    return [location.hash, focus, ...dialogs, document.body.innerText].join(' ⏎ ')
  })
  return `Page ${[shown.replaceAll(/\s*\n\s*/g, ' ⏎ ').slice(0, 1500), ...errors].join('\n')}`
}

/**
 * @param start which server; Prosody unless told
 * @param config what else whoever hosts the page has set in config.json
 */
export function useStage(start: () => Promise<TestServer> = startProsody, config: Record<string, unknown> = {}): Stage {
  let server: TestServer
  let proxy: FrameProxy
  let browser: Browser
  let host: StaticHost
  let isHosted = false
  let isDark = false
  let opened: OpenedApp[] = []
  let faults: { violations: string[]; errors: string[] }[] = []
  let witnesses: RawClient[] = []
  let [anna, ben, chloe] = ['', '', '']
  let round = 0

  const startHost = async (): Promise<void> => {
    if (isHosted) return
    host = await serveApp(server, { websocket: { [server.domain]: proxy.url }, ...config }, host?.port ?? 0)
    isHosted = true
  }
  const stopHost = async (): Promise<void> => {
    isHosted = false
    await host?.stop()
  }
  const goLight = async (context?: BrowserContext): Promise<void> => {
    await Promise.all([server.restart(), startHost(), context?.setOffline(false)])
    proxy.refuse(false)
    isDark = false
  }
  const stopServer = async (): Promise<void> => {
    proxy.refuse(true)
    proxy.cutAll()
    server.kill('SIGTERM')
    const answers = (): Promise<boolean> =>
      fetch(server.httpUrl).then(
        () => true,
        () => false,
      )
    await waitFor(async () => !(await answers()), { what: 'the server to be gone' })
  }

  beforeAll(async () => {
    ;[server, browser] = await Promise.all([start(), launchChromium()])
    proxy = await startFrameProxy(server.websocketUrl)
    await startHost()
  })
  afterAll(async () => {
    await browser?.close()
    await stopHost()
    await proxy?.stop()
    await server?.stop()
  })
  beforeEach(async () => {
    round += 1
    ;[anna, ben, chloe] = await Promise.all(
      ['anna', 'ben', 'chloe'].map(async name => {
        await server.register(`${name}${round}`, PASSWORD)
        return `${name}${round}@${server.domain}`
      }),
    ).then(all => all as [string, string, string])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') Object.assign(task.meta, { pages: await Promise.all(opened.map(whatIsThere)) })
    if (isDark) await goLight()
    proxy.refuse(false)
    proxy.decide = () => 'pass'
    const seen = faults.flatMap(({ violations, errors }) => [...violations, ...errors])
    await Promise.all([...opened.map(app => app.close()), ...witnesses.map(witness => witness.stop())])
    ;[opened, faults, witnesses] = [[], [], []]
    expect(seen, 'violations of the policy and errors in the console').toEqual([])
  })

  const open: Stage['open'] = async options => {
    const app = await openApp(browser, host, options)
    opened.push(app)
    faults.push(app)
    return app.page
  }
  return {
    get server() {
      return server
    },
    get proxy() {
      return proxy
    },
    get browser() {
      return browser
    },
    get url() {
      return host.url
    },
    get anna() {
      return anna
    },
    get ben() {
      return ben
    },
    get chloe() {
      return chloe
    },
    open,
    openAs: async (address, at = '', { stay, ...options } = {}) => {
      const page = await open(options)
      await signIn(page, { address, password: PASSWORD, ...(stay === undefined ? {} : { stay }) })
      if (at) await page.goto(`${host.url}${at}`)
      return page
    },
    tab: async (context, at = '') => {
      const page = await context.newPage()
      faults.push(await watchPage(page))
      await page.goto(`${host.url}${at}`)
      return page
    },
    raw: async address => {
      const client = await rawClient({ websocketUrl: server.websocketUrl, jid: address, password: PASSWORD })
      witnesses.push(client)
      return client
    },
    goDark: async context => {
      isDark = true
      await Promise.all([stopServer(), stopHost(), context?.setOffline(true)])
      witnesses = []
    },
    goLight,
  }
}
