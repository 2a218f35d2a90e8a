import { useRef } from 'react'

/**
 * A new place takes the focus to its heading, so that a screen reader says where we are and the keyboard goes on from there. Not on the
 * first page, and not when the page itself took the focus (a composer) or kept it (a list beside its detail).
 */
export function useHeadingFocus(): (heading: HTMLElement) => void {
  const first = useRef(true)
  return heading => {
    const active = document.activeElement
    const kept = active !== null && active !== document.body && document.querySelector('main')?.contains(active) === true
    if (!first.current && !kept) heading.focus({ preventScroll: true })
    first.current = false
  }
}
