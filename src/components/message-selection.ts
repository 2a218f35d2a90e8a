import { create } from 'zustand'
import type { BareJid } from '#shared/jid.ts'

/** More are not looked through, nor passed on at once. */
const MOST_SELECTED = 100
const NONE: ReadonlySet<string> = new Set()

interface MessageSelection {
  /** In which messages are being selected; null for most of the time. */
  conversation: BareJid | null
  keys: ReadonlySet<string>
  begin: (conversation: BareJid, key: string) => void
  toggle: (key: string) => void
  end: () => void
}

/** Which messages of the open conversation are selected. */
export const useMessageSelection = create<MessageSelection>()(set => ({
  conversation: null,
  keys: NONE,
  begin: (conversation, key) => set({ conversation, keys: new Set([key]) }),
  toggle: key =>
    set(({ keys }) => {
      const next = new Set(keys)
      if (!next.delete(key) && next.size < MOST_SELECTED) next.add(key)
      return { keys: next }
    }),
  end: () => set({ conversation: null, keys: NONE }),
}))
