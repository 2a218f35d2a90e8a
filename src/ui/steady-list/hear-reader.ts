import type { ScrollPort } from './scroll-port.ts'

/** What the reader does, and what the page does around them. */
export interface Hearing {
  scrolled: () => void
  rested: () => void
  windowResized: () => void
  touched: (event: Event) => void
  /** A picture in the list, whether it came or not. */
  arrived: (event: Event) => void
}

const INPUTS = ['wheel', 'touchmove', 'pointerdown', 'keydown'] as const
const ARRIVALS = ['load', 'error'] as const

/** @returns ends it */
export function hearReader(
  list: HTMLElement,
  port: ScrollPort,
  { scrolled, rested, windowResized, touched, arrived }: Hearing,
): () => void {
  port.target.addEventListener('scroll', scrolled, { passive: true })
  port.target.addEventListener('scrollend', rested)
  window.addEventListener('resize', windowResized)
  for (const name of INPUTS) window.addEventListener(name, touched, { passive: true, capture: true })
  for (const name of ARRIVALS) list.addEventListener(name, arrived, { capture: true })
  return () => {
    port.target.removeEventListener('scroll', scrolled)
    port.target.removeEventListener('scrollend', rested)
    window.removeEventListener('resize', windowResized)
    for (const name of INPUTS) window.removeEventListener(name, touched, { capture: true })
    for (const name of ARRIVALS) list.removeEventListener(name, arrived, { capture: true })
  }
}
