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
    watchForTakeover()
    setInterval(() => void registration.update().catch(() => undefined), CHECK_EVERY)
  } catch (error) {
    // Private windows and some policies forbid it: everything works, except opening without a network.
    reportProblem(`no service worker: ${String(error)}`)
  }
}

let isRestarting = false

/**
 * The parts that this page has not loaded yet go with the version it is of: whoever let the new one in, every tab has to follow. One that
 * nobody looks at does so at once, one in sight when its reader says so.
 */
function watchForTakeover(): void {
  let hadController = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    const isFirstVisit = !hadController
    hadController = true
    if (isFirstVisit) return
    if (isRestarting || document.visibilityState === 'hidden') location.reload()
    else useUpdate.setState({ restart: () => location.reload() })
  })
}

function watchForUpdate(registration: ServiceWorkerRegistration): void {
  const offer = () => {
    const waiting = registration.waiting
    // Without a controller this is the first visit: nothing old to replace.
    if (!waiting || !navigator.serviceWorker.controller) return
    const restart = () => {
      isRestarting = true
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
