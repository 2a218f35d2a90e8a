import { type RefObject, useEffect, useState } from 'react'

type Ref = RefObject<HTMLElement | null>

/** How far below the start of what scrolls a list begins, in px, also when what is above it grows. 0 where the window scrolls. */
export function useStartMargin(list: Ref, scroller: Ref | null): number {
  const [margin, setMargin] = useState(0)
  useEffect(() => {
    const [inner, outer] = [list.current, scroller?.current]
    if (!inner?.parentElement || !outer) return undefined
    const observer = new ResizeObserver(() =>
      setMargin(Math.round(inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop)),
    )
    observer.observe(inner.parentElement)
    return () => observer.disconnect()
  }, [list, scroller])
  return margin
}
