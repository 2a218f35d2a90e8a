import { type RefObject, useEffect, useState } from 'react'
import { useScroller } from '#ui/scroller.ts'
import { findMatches } from './find-matches.ts'

/** Names of the marks, which find-in-post.module.css gives their looks. */
const ALL = 'kith-find'
const CURRENT = 'kith-find-current'

export interface Matches {
  /** From 0. */
  current: number
  total: number
  step: (by: 1 | -1) => void
}

/** Where a query stands in the post on a page, marked without touching its elements, and followed while comments come in. */
export function useMatches(page: RefObject<HTMLElement | null>, query: string): Matches {
  const [ranges, setRanges] = useState<readonly Range[]>([])
  const [at, setAt] = useState({ query, index: 0 })
  const scroller = useScroller()
  const index = at.query === query ? Math.min(at.index, Math.max(0, ranges.length - 1)) : 0
  const current = ranges[index]

  useEffect(() => {
    const root = page.current?.querySelector('[data-find]')
    if (!root) return undefined
    const look = (): void => setRanges(findMatches(root, query))
    look()
    let frame = 0
    const observer = new MutationObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(look)
    })
    observer.observe(root, { childList: true, characterData: true, subtree: true })
    return () => {
      cancelAnimationFrame(frame)
      observer.disconnect()
    }
  }, [page, query])

  useEffect(() => {
    mark(ALL, ranges)
    mark(CURRENT, current ? [current] : [])
    return () => {
      mark(ALL, [])
      mark(CURRENT, [])
    }
  }, [ranges, current])

  useEffect(() => {
    if (current) bringIntoView(current, scroller?.current ?? null)
    // Only when the reader moved or typed: what comes in meanwhile must not move the page.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [index, query, ranges.length > 0])

  return {
    current: index,
    total: ranges.length,
    step: by => setAt({ query, index: ranges.length === 0 ? 0 : (index + by + ranges.length) % ranges.length }),
  }
}

/** Without the registry (older browsers) the matches are counted and stepped to all the same. */
function mark(name: string, ranges: readonly Range[]): void {
  const registry = (globalThis.CSS as Partial<typeof CSS> | undefined)?.highlights
  if (!registry) return
  if (ranges.length === 0) registry.delete(name)
  else registry.set(name, new Highlight(...ranges))
}

/** Inside of boxes that scroll by themselves (code, tables), and on the page, below what stays at its top. */
function bringIntoView(range: Range, scroller: HTMLElement | null): void {
  const element = range.startContainer.parentElement
  element?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  const { top, bottom } = range.getBoundingClientRect()
  const room = scroller?.getBoundingClientRect() ?? { top: 0, bottom: globalThis.innerHeight }
  const height = room.bottom - room.top
  if (top < room.top + height / 4 || bottom > room.bottom - height / 8)
    (scroller ?? globalThis).scrollBy({ top: top - room.top - height / 3 })
}
