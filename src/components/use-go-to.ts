import { type RefObject, useEffect, useRef, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { countFrom, findByName, type MessagePlace } from '#storage/messages.ts'
import { useDb, useMe } from './account-context.tsx'
import type { HistoryListHandle } from './history-list.tsx'
import type { History } from './use-history.ts'

/** How long the message that was gone to stands out. */
const MARKED_MS = 2500

interface Wanted {
  key: string
  /** The keyboard goes on from there. */
  focus: boolean
}

export interface GoTo {
  /** Goes to a message of this conversation. */
  show: (place: MessagePlace, options?: { focus: boolean }) => Promise<void>
  /** Goes to a message by an id that somebody names it by. @returns false when it is not on this device */
  goTo: (id: string) => Promise<boolean>
  scrollToEnd: () => void
  /** The message that was gone to, for a moment. */
  marked: string | null
}

/**
 * Leads through a history: what is far away is read from storage first, with what stands around it.
 * @param start where the history opened
 * @param reveal unfolds what a message is in
 */
export function useGoTo(
  jid: BareJid,
  history: History,
  { list, start, reveal }: { list: RefObject<HistoryListHandle | null>; start: MessagePlace | null; reveal: (key: string) => void },
): GoTo {
  const db = useDb()
  const me = useMe()
  const { rows, reachesNewest } = history
  const [wanted, setWanted] = useState<Wanted | 'end' | null>(start && { key: start.key, focus: true })
  const [marked, setMarked] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    const isHere = wanted === 'end' ? reachesNewest : wanted !== null && rows?.some(row => row.key === wanted.key)
    if (wanted === null || !isHere) return undefined
    // The list takes the rows in the frame after this one.
    const frame = requestAnimationFrame(() => {
      if (wanted === 'end') {
        list.current?.scrollToEnd()
        setWanted(null)
        return
      }
      const { key, focus } = wanted
      if (!list.current?.goTo(key)) return
      setWanted(null)
      setMarked(key)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setMarked(null), MARKED_MS)
      if (focus) requestAnimationFrame(() => focusMessage(key))
    })
    return () => cancelAnimationFrame(frame)
  }, [wanted, rows, reachesNewest, list])
  const show: GoTo['show'] = async ({ key, order }, { focus } = { focus: true }) => {
    reveal(key)
    if (!rows?.some(row => row.key === key)) history.reach(order, await countFrom(db, jid, order))
    setWanted({ key, focus })
  }
  return {
    show,
    goTo: async id => {
      const message = await findByName(db, { conversation: jid, account: me, id })
      if (message) await show(message)
      return message !== undefined
    },
    scrollToEnd: () => {
      if (!reachesNewest) history.holdNewest()
      setWanted('end')
    },
    marked,
  }
}

/** @returns false when it is not in the document */
export function focusMessage(key: string): boolean {
  const message = document.querySelector<HTMLElement>(`[data-message="${CSS.escape(key)}"]`)
  message?.focus({ preventScroll: true })
  return message !== null
}
