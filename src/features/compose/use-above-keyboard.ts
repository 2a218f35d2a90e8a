import { type RefObject, useEffect } from 'react'

/**
 * Tells the styles of an element how much of the window the keyboard of a phone covers, as `--keyboard`. Where the browser makes the
 * window smaller for it (index.html asks for that), there is nothing to tell; WebKit lays it over the page.
 */
export function useAboveKeyboard(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = globalThis.visualViewport
    if (!view) return undefined
    const tell = (): void => {
      // Zoomed in, the difference is no keyboard.
      const covered = view.scale > 1.01 ? 0 : Math.max(0, Math.round(innerHeight - view.height - view.offsetTop))
      element.current?.style.setProperty('--keyboard', `${covered}px`)
    }
    tell()
    view.addEventListener('resize', tell)
    view.addEventListener('scroll', tell)
    return () => {
      view.removeEventListener('resize', tell)
      view.removeEventListener('scroll', tell)
    }
  }, [element])
}
