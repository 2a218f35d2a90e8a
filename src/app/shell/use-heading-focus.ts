import { useRef } from 'react'

/**
 * A new place takes the focus to its heading, so that a screen reader says where we are and the keyboard goes on from there. Not on the
 * first page, and not when the page itself took the focus (a composer) or kept it (a list beside its detail).
 */
export function useHeadingFocus(pathname: string): (heading: HTMLElement) => void {
  const first = useRef(true)
  const begunAt = useRef(pathname)
  return heading => {
    const active = document.activeElement
    const kept = active !== null && active !== document.body && document.querySelector('main')?.contains(active) === true
    // Whoever left before the first page was there is somewhere else all the same.
    const isFirst = first.current && begunAt.current === pathname
    if (!isFirst && !kept) heading.focus({ preventScroll: true })
    first.current = false
  }
}
