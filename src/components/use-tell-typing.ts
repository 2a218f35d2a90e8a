import { useEffect, useRef } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useAccount } from './account-context.tsx'
import { usePreferences } from './preferences.ts'

/** Who types nothing for so long is thinking. */
const PAUSE_MS = 8000

interface Told {
  isTyping: boolean
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Tells the other side that somebody is typing: once when it begins, once when it pauses, and no more. */
export function useTellTyping(conversation: BareJid): { onType: (text: string) => void; onSent: () => void } {
  const { ask } = useAccount()
  const told = useRef<Told>({ isTyping: false, timer: undefined })
  const tell = (isTyping: boolean): void => {
    clearTimeout(told.current.timer)
    if (told.current.isTyping === isTyping) return
    told.current.isTyping = isTyping
    // Without a connection nobody is told.
    ask('tell-typing', { conversation, typing: isTyping }).catch(() => undefined)
  }
  const leave = useRef(tell)
  useEffect(() => {
    leave.current = tell
  })
  useEffect(() => () => leave.current(false), [])
  return {
    onType: text => {
      const isTyping = text.trim() !== '' && usePreferences.getState().tellsTyping
      tell(isTyping)
      if (isTyping) told.current.timer = setTimeout(() => tell(false), PAUSE_MS)
    },
    // The message says it.
    onSent: () => {
      clearTimeout(told.current.timer)
      told.current.isTyping = false
    },
  }
}
