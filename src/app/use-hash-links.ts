import type { AnyRouter } from '@tanstack/react-router'
import { useEffect } from 'react'

/**
 * Features link with plain `<a href="#/…">`. A click on one becomes a navigation of the router, so that it carries the history state from
 * which scroll positions and "back" are known; anything else about the click stays the browser's.
 */
export function useHashLinks(router: AnyRouter): void {
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href^="#/"]') : null
      const href = link?.getAttribute('href')
      const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
      if (href === undefined || href === null || !plain || event.defaultPrevented) return
      event.preventDefault()
      if (link?.dataset['replace'] === undefined) router.history.push(href.slice(1))
      else router.history.replace(href.slice(1))
    }
    document.addEventListener('click', follow)
    return () => document.removeEventListener('click', follow)
  }, [router])
}
