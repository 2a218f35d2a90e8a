import { useEffect } from 'react'

/** Of an installed app. Missing elsewhere. */
interface Badge {
  setAppBadge?: (count: number) => Promise<void>
  clearAppBadge?: () => Promise<void>
}

/** The number on the icon of an installed app: what is unread and not muted. It goes when the account goes. */
export function useAppBadge(unread: number): void {
  useEffect(() => {
    const app = navigator as Navigator & Badge
    // Systems that have no place for it say so by refusing.
    void (unread > 0 ? app.setAppBadge?.(unread) : app.clearAppBadge?.())?.catch(() => undefined)
  }, [unread])
  useEffect(() => () => void (navigator as Badge).clearAppBadge?.().catch(() => undefined), [])
}
