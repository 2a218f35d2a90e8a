import { type RefObject, useState } from 'react'
import type { HistoryItem } from './history-items.ts'
import type { HistoryListHandle } from './history-list.tsx'

interface UnfoldedFloods {
  unfolded: ReadonlySet<string>
  /** A message has to be seen. */
  reveal: (messageKey: string) => void
  /** @param element stays where it is on the screen, whatever comes in below it */
  toggle: (flood: HistoryItem & { kind: 'flood' }, element: HTMLElement) => void
}

/** Which floods of a history are unfolded: those that somebody opened, and those with a message that one was led to. */
export function useUnfoldedFloods(list: RefObject<HistoryListHandle | null>, first: string | null): UnfoldedFloods {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(() => new Set(first === null ? [] : [first]))
  return {
    unfolded,
    reveal: key => setUnfolded(before => new Set([...before, key])),
    toggle: ({ key, rows, isOpen }, element) => {
      const port = element.closest('[role=log]')
      const offset =
        element.parentElement && port ? element.parentElement.getBoundingClientRect().top - port.getBoundingClientRect().top : 0
      // Before the rows come: who is at the end would be taken along with it.
      list.current?.hold(key, offset)
      setUnfolded(before => {
        const after = new Set(before)
        for (const row of rows) after.delete(row.key)
        return isOpen || !rows[0] ? after : after.add(rows[0].key)
      })
    },
  }
}
