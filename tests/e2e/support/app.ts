import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { serve, type StaticHost } from '../../run/serve.mjs'
import type { TestServer } from '../../servers/test-server.ts'

const root = path.join(import.meta.dirname, '../../..')

/** Where the built app is. */
export function distFolder(): string {
  return process.env['KITH_DIST'] ?? path.join(root, 'dist')
}

/** Serves the built app (built now if it never was) with a config.json that knows the way to the test server. */
export async function serveApp(server: TestServer | null, config: Record<string, unknown> = {}, port = 0): Promise<StaticHost> {
  const dist = distFolder()
  if (!existsSync(path.join(dist, 'index.html'))) {
    execFileSync(path.join(root, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
  }
  return await serve({ dist, port, config: server ? { websocket: { [server.domain]: server.websocketUrl }, ...config } : config })
}

export interface OpenedApp {
  context: BrowserContext
  page: Page
  /** Violations of the content security policy so far: directive and what was blocked. */
  violations: string[]
  /** Uncaught errors and messages to the console of level "error". */
  errors: string[]
  close: () => Promise<void>
}

/** Keeps what goes wrong on a page, from before its first script on. */
export async function watchPage(page: Page): Promise<{ violations: string[]; errors: string[] }> {
  const violations: string[] = []
  const errors: string[] = []
  await page.exposeFunction('kithViolation', (text: string) => void violations.push(text))
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      const report = (globalThis as unknown as { kithViolation: (text: string) => Promise<void> }).kithViolation
      void report(`${event.violatedDirective}: ${event.blockedURI || event.sample}`)
    })
  })
  page.on('pageerror', error => errors.push(error.stack ?? error.message))
  page.on('console', message => {
    // A refused connection is logged by the browser itself; what the app makes of it is what the tests look at.
    if (message.type() === 'error' && !/net::ERR_|WebSocket connection to|status of 404|blocked by CORS policy/.test(message.text()))
      errors.push(message.text())
  })
  return { violations, errors }
}

/** A browser profile of its own with the app open at a hash path. English and a desktop window unless told. */
export async function openApp(
  browser: Browser,
  host: Pick<StaticHost, 'url'>,
  { at = '', ...options }: BrowserContextOptions & { at?: string } = {},
): Promise<OpenedApp> {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  })
  const page = await context.newPage()
  const seen = await watchPage(page)
  await page.goto(`${host.url}${at}`)
  return { context, page, ...seen, close: () => context.close() }
}
