import { createContext, type RefObject, use } from 'react'

/** What scrolls the page it is asked in: an element, or the window where there is none. */
export const ScrollerContext = createContext<RefObject<HTMLElement | null> | null>(null)

export function useScroller(): RefObject<HTMLElement | null> | null {
  return use(ScrollerContext)
}
