import { useEffect, useEffectEvent } from 'react'

/** Does something when nobody sees the page any more: it may be gone in the next moment. */
export function useWhenHidden(act: () => void): void {
  const hidden = useEffectEvent(() => {
    if (document.visibilityState === 'hidden') act()
  })
  useEffect(() => {
    const listen = (): void => hidden()
    document.addEventListener('visibilitychange', listen)
    return () => document.removeEventListener('visibilitychange', listen)
  }, [])
}
