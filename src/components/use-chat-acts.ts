import type { RefObject } from 'react'
import { markRead } from '#commands/mark-read.ts'
import { setChat } from '#commands/set-chat.ts'
import { undoMarkRead } from '#commands/undo-mark-read.ts'
import { wishesOf } from '#model/conversation.ts'
import type { Conversation } from '#model/message.ts'
import type { ChatWishes } from '#model/record.ts'
import { SECOND_THOUGHTS_MS } from '#model/second-thoughts.ts'
import type { TextId } from '#ui/text/catalogue.ts'
import { useRequestActs } from './use-request-acts.ts'
import { useRun } from './use-run.ts'
import { useSecondThoughts } from './use-second-thoughts.ts'

const HOUR_MS = 3_600_000
const TIMES = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const

export interface ChatActs {
  /** Puts it away, or back into the inbox. */
  archive: () => void
  pin: () => void
  markRead: () => void
  mute: (time: keyof typeof TIMES) => void
  unmute: () => void
  /** Of a stranger's. */
  accept: () => void
  remove: () => void
}

/**
 * What can be done with a conversation from outside of it. Everything but pinning can be taken back.
 * @param row what leaves the list hands the focus on
 */
export function useChatActs(conversation: Conversation, row?: RefObject<HTMLElement | null>): ChatActs {
  const run = useRun()
  const withUndo = useSecondThoughts()
  const request = useRequestActs(conversation.jid)
  const { jid } = conversation
  const { archived, pinned } = wishesOf(conversation)
  const change = (wanted: Partial<ChatWishes>) => (db: Parameters<typeof setChat>[0]) =>
    setChat(db, { conversation: jid, change: wanted, now: Date.now() })
  const undoably = (said: TextId, wanted: Partial<ChatWishes>): void => {
    void withUndo(said, change(wanted), async (db, before) => {
      await change(before)(db)
      return true
    })
  }
  const handOn = (): void => neighbourOf(row?.current)?.focus()
  return {
    archive: () => {
      handOn()
      if (archived) undoably('inbox.done.unarchived', { archived: false })
      else undoably('inbox.done.archived', { archived: true, pinned: false })
    },
    pin: () => void run(change({ pinned: !pinned })),
    markRead: () =>
      void withUndo(
        'inbox.done.read',
        db => markRead(db, { conversation: jid, now: Date.now(), undoMs: SECOND_THOUGHTS_MS }),
        undoMarkRead,
      ),
    mute: time => undoably('inbox.done.muted', { mutedUntil: Date.now() + TIMES[time] }),
    unmute: () => undoably('inbox.done.unmuted', { mutedUntil: null }),
    accept: () => {
      handOn()
      request.accept()
    },
    remove: () => {
      handOn()
      void request.remove()
    },
  }
}

function neighbourOf(row: HTMLElement | null | undefined): HTMLElement | undefined {
  const links = rowLinks(row?.closest('[role=list]'))
  const at = links.findIndex(link => row?.contains(link))
  return links[at + 1] ?? links[at - 1]
}

/** What takes the focus in each row of a list of conversations. */
export function rowLinks(list: Element | null | undefined): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[role=listitem] > a') ?? [])]
}
