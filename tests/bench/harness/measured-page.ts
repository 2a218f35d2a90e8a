import type { BrowserContext, CDPSession, Page } from 'playwright-core'
import type { Stretch } from './line.ts'
import { installProbe, type Sight } from './probe.ts'
import { within } from './within.ts'

/** From a finger's going down to its going up. */
const PRESS_MS = 80

const patiently = <Value>(what: string, wait: Promise<Value>, seconds = 120): Promise<Value> => within(seconds, what, wait)

/** A tab that measures itself, from before the first script of each document it shows. */
export class MeasuredPage {
  readonly page: Page
  readonly #browser: CDPSession
  #cpuBefore = 0

  private constructor(page: Page, browser: CDPSession) {
    this.page = page
    this.#browser = browser
  }

  /**
   * @param sights what each document looks out for from its beginning, by name
   * @param slowdown how many times slower its processor is
   */
  static async open(context: BrowserContext, url: string, sights: Record<string, Sight> = {}, slowdown = 1): Promise<MeasuredPage> {
    const page = await context.newPage()
    const browser = await context.browser()?.newBrowserCDPSession()
    if (!browser) throw new Error('a context without a browser')
    await page.addInitScript(installProbe, sights)
    if (slowdown > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    const measured = new MeasuredPage(page, browser)
    await measured.begin()
    await page.goto(url, { waitUntil: 'commit' })
    return measured
  }

  /** What the browser does from here on counts as part of the next stretch. */
  async begin(): Promise<void> {
    this.#cpuBefore = await this.#cpu()
  }

  /** Of all processes of the browser so far, in ms. */
  async #cpu(): Promise<number> {
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo')
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0)
  }

  /** A stretch that is over, to be asked for as soon as it is. */
  async stretch(from: number, to: number): Promise<Stretch> {
    const cpu = (await this.#cpu()) - this.#cpuBefore
    const longTasks = await this.page.evaluate(([start, end]) => window.kithBench.longTasks(start, end), [from, to] as const)
    return { ms: to - from, longTasks, cpu }
  }

  /** The same from the navigation on, until something was seen that the document looked out for. */
  async fromNavigation(name: string): Promise<Stretch> {
    const seen = await this.first(name)
    return this.stretch(await this.page.evaluate(() => performance.timeOrigin), seen)
  }

  async reload(): Promise<void> {
    await this.begin()
    await this.page.reload({ waitUntil: 'commit' })
  }

  /** Goes to another place of the app, in the same document. */
  async goTo(hash: string): Promise<void> {
    await this.page.evaluate(place => {
      location.hash = place
    }, hash)
  }

  now(): Promise<number> {
    return this.page.evaluate(() => window.kithBench.now())
  }

  /** When something was seen that the document looked out for from its beginning. Epoch ms. */
  first(name: string): Promise<number> {
    return patiently(
      name,
      this.page.evaluate(asked => window.kithBench.first[asked], name).then(at => at ?? 0),
    )
  }

  /** Looks out for something from now on. It is looked for already when this resolves; the answer comes when it was seen. */
  async lookOut(sight: Sight, seconds?: number): Promise<() => Promise<number>> {
    const handle = await this.page.evaluateHandle(wanted => ({ seen: window.kithBench.see(wanted) }), sight)
    return () =>
      patiently(
        JSON.stringify(sight),
        handle.evaluate(({ seen }) => seen),
        seconds,
      )
  }

  async see(sight: Sight, seconds?: number): Promise<number> {
    return (await this.lookOut(sight, seconds))()
  }

  /** Until the service worker has everything that it keeps. */
  precached(): Promise<void> {
    return patiently(
      'the service worker',
      this.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined)),
    )
  }

  /** Presses something and tells when; a stretch begins. */
  async press(selector: string): Promise<number> {
    await this.begin()
    return this.page.evaluate(target => {
      const element = document.querySelector<HTMLElement>(target)
      if (!element) throw new Error(`nothing to press: ${target}`)
      const at = window.kithBench.now()
      element.click()
      return at
    }, selector)
  }

  /** Presses something with a pointer, as long as a finger takes, and tells when it was let go of; a stretch begins. */
  async click(selector: string): Promise<number> {
    const clicked = await this.page.evaluateHandle(() => ({
      at: new Promise<number>(resolve => addEventListener('click', () => resolve(window.kithBench.now()), { capture: true, once: true })),
    }))
    await this.begin()
    await this.page.locator(selector).click({ delay: PRESS_MS })
    return clicked.evaluate(({ at }) => at)
  }

  async watchFrames(): Promise<void> {
    await this.page.evaluate(() => window.kithBench.watchFrames())
  }

  longestFrame(): Promise<number> {
    return this.page.evaluate(() => window.kithBench.longestFrame())
  }

  /** Heap in use after a collection, of the page and its worker, in MB. */
  async heap(): Promise<number> {
    const session = await this.page.context().newCDPSession(this.page)
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize } = await session.send('Runtime.getHeapUsage')
    const workers = await workerHeap(session)
    await session.detach()
    return (usedSize + workers) / 1e6
  }

  close(): Promise<void> {
    return this.page.close()
  }
}

/** Workers have a heap each, behind a session each. */
async function workerHeap(session: CDPSession): Promise<number> {
  let sum = 0
  const waiting: Promise<void>[] = []
  session.on('Target.attachedToTarget', ({ sessionId }) => {
    waiting.push(
      new Promise(resolve => {
        session.on('Target.receivedMessageFromTarget', ({ sessionId: from, message }) => {
          const { id, result } = JSON.parse(message) as { id?: number; result?: { usedSize?: number } }
          if (from !== sessionId || id !== 2) return
          sum += result?.usedSize ?? 0
          resolve()
        })
      }),
    )
    for (const [id, method] of [
      [1, 'HeapProfiler.collectGarbage'],
      [2, 'Runtime.getHeapUsage'],
    ])
      void session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
  })
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
  await Promise.all(waiting)
  return sum
}
