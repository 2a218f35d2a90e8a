import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void): () => void {
  const controller = new AbortController()
  const options = { signal: controller.signal }
  document.addEventListener('visibilitychange', onChange, options)
  window.addEventListener('focus', onChange, options)
  window.addEventListener('blur', onChange, options)
  return () => controller.abort()
}

/** The tab is in front and its window has the focus. */
export const isAttentive = (): boolean => document.visibilityState === 'visible' && document.hasFocus()

/** Whether somebody is looking: the tab is in front and its window has the focus. */
export function useAttention(): boolean {
  return useSyncExternalStore(subscribe, isAttentive)
}
