import { useEffect, useRef } from 'react'

const PATIENCE = 5000

/**
 * A new place takes the focus to its heading, so that a screen reader says where we are and the keyboard goes on from there. Not on the
 * first page, and not when the page itself took the focus (a composer) or kept it (a list beside its detail).
 */
export function useHeadingFocus(pathname: string): void {
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    const main = document.querySelector('main')
    if (!main || focusHeading(main)) return
    // The page may still be on its way.
    const watcher = new MutationObserver(() => {
      if (focusHeading(main)) watcher.disconnect()
    })
    watcher.observe(main, { childList: true, subtree: true })
    const timer = setTimeout(() => watcher.disconnect(), PATIENCE)
    return () => {
      watcher.disconnect()
      clearTimeout(timer)
    }
  }, [pathname])
}

function focusHeading(main: Element): boolean {
  const active = document.activeElement
  if (active && active !== document.body && main.contains(active)) return true
  const heading = main.querySelector<HTMLElement>('h1')
  heading?.focus({ preventScroll: true })
  return heading !== null
}
