import { reportProblem } from './report-problem.ts'
import { trustedScriptUrl } from './trusted-types.ts'
import { useUpdate } from './update-store.ts'

const CHECK_EVERY = 60 * 60_000

/** Registers the service worker and watches for new versions; in development there is none. */
export async function registerServiceWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  try {
    const registration = await navigator.serviceWorker.register(trustedScriptUrl('./service-worker.js'), { scope: './' })
    watchForUpdate(registration)
    setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY)
  } catch (error) {
    // Private windows and some policies forbid it: everything works, except opening without a network.
    reportProblem(`no service worker: ${String(error)}`)
  }
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    const waiting = registration.waiting
    // Without a controller this is the first visit: nothing old to replace.
    if (!waiting || !navigator.serviceWorker.controller) return
    const restart = () => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no target origin
      waiting.postMessage('skip-waiting')
    }
    useUpdate.setState({ restart })
  }
  offer()
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer)
  })
}
