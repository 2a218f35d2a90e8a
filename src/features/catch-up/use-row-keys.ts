import { type RefObject, useEffect } from 'react'
import { isSingleKey } from '#components/single-keys.ts'

/** j and k go from row to row, o opens the one that has the focus. */
export function useRowKeys(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const step = { j: 1, k: -1, o: 0 }[event.key]
      const focus = document.activeElement
      if (step === undefined || !list.current || event.shiftKey || !isSingleKey(event)) return
      // What has the focus elsewhere has keys of its own: a post that is open beside the list.
      if (!list.current.contains(focus) && focus !== document.body && focus?.tagName !== 'H1') return
      const rows = Array.from(list.current.querySelectorAll<HTMLElement>('[data-row]'))
      const at = rows.findIndex(row => row === focus || row.parentElement?.contains(focus))
      const row = at < 0 ? rows[0] : rows[at + step]
      if (!row) return
      event.preventDefault()
      if (step === 0) {
        if (row === focus) row.click()
        return
      }
      row.focus({ preventScroll: true })
      row.scrollIntoView({ block: 'nearest' })
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [list])
}
