import { type RefObject, useEffect, useEffectEvent } from 'react'

/**
 * Says when a picture has not come in time, and takes the request back. Time runs from when it is near the window: before that the
 * browser has not even asked for it (`loading="lazy"`).
 */
export function usePatience(image: RefObject<HTMLImageElement | null>, ms: number, onLate: () => void): void {
  const late = useEffectEvent(onLate)
  useEffect(() => {
    const element = image.current
    if (!element) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const giveUp = (): void => {
      if (element.complete && element.naturalWidth > 0) return
      element.removeAttribute('src')
      late()
    }
    const observer = new IntersectionObserver(entries => {
      if (timer === undefined && entries.some(entry => entry.isIntersecting)) timer = setTimeout(giveUp, ms)
    })
    observer.observe(element)
    const settled = (): void => {
      clearTimeout(timer)
      observer.disconnect()
    }
    for (const kind of ['load', 'error'] as const) element.addEventListener(kind, settled)
    return () => {
      for (const kind of ['load', 'error'] as const) element.removeEventListener(kind, settled)
      settled()
    }
  }, [image, ms])
}
