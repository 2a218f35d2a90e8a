/** What an account leaves outside of its database: media kept by the service worker, notifications, page storage. Settings of the device stay. */
export async function eraseTraces(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith('kith-media')) await caches.delete(name)
  const registration = await navigator.serviceWorker?.getRegistration()
  for (const notification of (await registration?.getNotifications?.()) ?? []) notification.close()
}
