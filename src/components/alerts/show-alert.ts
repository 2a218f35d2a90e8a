import { goTo, type Place } from '../places.ts'

export interface Alert {
  /** One that is shown under the same tag gives way. */
  tag: string
  title: string
  body: string
  /** Where it leads. */
  place: Place
  /** Calls again, though one of the same tag is there. */
  again: boolean
}

/** Closes it. */
export type Close = () => void

const ICON = './icon-192.png'

/** Whether the browser shows notifications; asked for nothing. */
export function alertPermission(): NotificationPermission | 'missing' {
  return 'Notification' in globalThis ? Notification.permission : 'missing'
}

/** Shows a notification of the system, which leads to its place. Without a sound: that is for the setting of its own. */
export async function showAlert({ tag, title, body, place, again }: Alert): Promise<Close> {
  if (alertPermission() !== 'granted') return () => undefined
  // `renotify` is missing in the types: Safari and Firefox do not know it, and do without.
  const options = { tag, body, icon: ICON, silent: true, renotify: again, data: { place } }
  try {
    const shown = new Notification(title, options)
    shown.addEventListener('click', () => {
      shown.close()
      window.focus()
      goTo(place)
    })
    return () => shown.close()
  } catch {
    // Browsers of phones leave them to the service worker, which says to the page where to go (app/service-worker.ts).
    const registration = await (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker?.getRegistration()
    await registration?.showNotification(title, options)
    return () => {
      void registration?.getNotifications({ tag }).then(shown => shown.forEach(each => each.close()))
    }
  }
}
