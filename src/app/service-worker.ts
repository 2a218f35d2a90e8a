// Keeps the page itself on the device, so that it opens with no network and no server. Nothing of another origin is ever kept here.
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'

type Lasting = Event & { waitUntil: (work: Promise<unknown>) => void }

interface PageClient {
  focus: () => Promise<unknown>
  postMessage: (message: unknown) => void
}

/** The parts of the worker's scope that are used; the library of worker types would change the types of the whole page. */
interface Scope {
  readonly location: Location
  readonly __WB_MANIFEST: { url: string; revision: string | null }[]
  readonly clients: {
    claim: () => Promise<void>
    matchAll: (options: { type: 'window' }) => Promise<PageClient[]>
    openWindow: (url: string) => Promise<unknown>
  }
  skipWaiting: () => Promise<void>
  addEventListener: {
    (type: 'message', listener: (event: MessageEvent) => void): void
    (type: 'activate', listener: (event: Lasting) => void): void
    (type: 'notificationclick', listener: (event: Lasting & { notification: Notification }) => void): void
  }
}

declare const self: Scope

const CONFIG_CACHE = 'kith-config'

cleanupOutdatedCaches()
precacheAndRoute(self.__WB_MANIFEST)
registerRoute(new NavigationRoute(createHandlerBoundToURL('index.html')))

// What the deployer set: fresh when the host answers soon, else as it was last time.
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && url.pathname.endsWith('/config.json'),
  async ({ request }) => {
    const cache = await caches.open(CONFIG_CACHE)
    try {
      const answer = await fetch(request, { cache: 'no-cache', signal: AbortSignal.timeout(2500) })
      if (answer.ok) await cache.put(request.url, answer.clone())
      return answer
    } catch {
      return (await cache.match(request.url)) ?? Response.json({})
    }
  },
)

// A new version waits until the reader says so, unless nobody is looking.
self.addEventListener('message', event => {
  if (event.data === 'skip-waiting') void self.skipWaiting()
})
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()))

// Where the system leaves notifications to the worker: the page that is open goes there, or a new one opens.
self.addEventListener('notificationclick', event => {
  event.notification.close()
  const { place } = event.notification.data as { place: string }
  const open = async (): Promise<void> => {
    const [page] = await self.clients.matchAll({ type: 'window' })
    if (!page) {
      await self.clients.openWindow(`./${place}`)
      return
    }
    await page.focus()
    page.postMessage({ open: place })
  }
  event.waitUntil(open())
})
