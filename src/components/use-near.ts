import { type RefObject, useEffect, useState } from 'react'
import { useScroller } from '#ui/scroller.ts'

/** How far around what is on screen counts as near, px. */
const AROUND = 1000

interface Watch {
  observer: IntersectionObserver
  told: WeakMap<Element, (near: boolean) => void>
}

/** One for everything that scrolls together. */
const watches = new WeakMap<Element, Watch>()

function watchOf(root: HTMLElement | null): Watch {
  const key = root ?? document.documentElement
  const known = watches.get(key)
  if (known) return known
  const told: Watch['told'] = new WeakMap()
  const tell = (entries: IntersectionObserverEntry[]): void => {
    for (const { target, isIntersecting } of entries) told.get(target)?.(isIntersecting)
  }
  const watch = { observer: new IntersectionObserver(tell, { root, rootMargin: `${AROUND}px 0px` }), told }
  watches.set(key, watch)
  return watch
}

/** Whether an element is on screen or not far from it; so from the start, until it is known better. */
export function useNear(element: RefObject<HTMLElement | null>): boolean {
  const scroller = useScroller()
  const [near, setNear] = useState(true)
  useEffect(() => {
    const target = element.current
    if (!target) return undefined
    const { observer, told } = watchOf(scroller?.current ?? null)
    told.set(target, setNear)
    observer.observe(target)
    return () => observer.unobserve(target)
  }, [element, scroller])
  return near
}
