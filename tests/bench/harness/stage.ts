import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { CHROMIUM, launchChromium } from '../../e2e/support/browser.ts'
import { type Frame, type FrameProxy, startFrameProxy } from '../../faults/frame-proxy.ts'
import { serve, type StaticHost } from '../../run/serve.mjs'
import { startProsody } from '../../servers/prosody.ts'
import type { TestServer } from '../../servers/test-server.ts'

const WINDOW: BrowserContextOptions = { locale: 'en-GB', viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' }

/** A browser profile on disk, as a person has one: databases and caches that outlive the browser. */
export interface Profile {
  context(): Promise<BrowserContext>
  /** The browser ends; the profile stays. */
  quit(): Promise<void>
}

/** What all cases stand on: one server, one host, one browser. */
export interface Stage {
  readonly server: TestServer
  readonly host: StaticHost
  /** Each body that the host sent, in order. */
  readonly sent: readonly { at: number; bytes: number }[]
  /** The same app behind a proxy that sees every frame. */
  readonly watched: { host: StaticHost; frames: readonly Frame[] }
  readonly browserVersion: string
  /** A fresh visitor in a running browser; everything is in memory and gone when it is closed. */
  visitor(options?: BrowserContextOptions): Promise<BrowserContext>
  profile(): Profile
  close(): Promise<void>
}

export async function openStage(dist: string): Promise<Stage> {
  const open: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of open.splice(0).reverse()) await end()
  }
  try {
    const server = await startProsody()
    open.push(server.stop)
    const sent: { at: number; bytes: number }[] = []
    const host = await serve({
      dist,
      config: { websocket: { [server.domain]: server.websocketUrl } },
      onSent: bytes => sent.push({ at: Date.now(), bytes }),
    })
    open.push(host.stop)
    const frames: Frame[] = []
    const proxy = await watchingProxy(server, frames)
    open.push(proxy.stop)
    const watchedHost = await serve({ dist, config: { websocket: { [server.domain]: proxy.url } } })
    open.push(watchedHost.stop)
    const browser = await launchChromium()
    open.push(() => browser.close())
    return {
      server,
      host,
      sent,
      watched: { host: watchedHost, frames },
      browserVersion: browser.version(),
      visitor: options => browser.newContext({ ...WINDOW, ...options }),
      profile: () => {
        const { profile, erase } = newProfile()
        open.push(erase)
        return profile
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function watchingProxy(server: TestServer, frames: Frame[]): Promise<FrameProxy> {
  return startFrameProxy(server.websocketUrl, {
    decide: frame => {
      frames.push(frame)
      return 'pass'
    },
  })
}

function newProfile(): { profile: Profile; erase: () => Promise<void> } {
  const dir = mkdtempSync(path.join(tmpdir(), 'kith-bench-'))
  let running: BrowserContext | undefined
  const quit = async (): Promise<void> => {
    await running?.close()
    running = undefined
  }
  return {
    profile: {
      context: async () => (running ??= await chromium.launchPersistentContext(dir, { ...CHROMIUM, ...WINDOW })),
      quit,
    },
    erase: async () => {
      await quit()
      rmSync(dir, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
