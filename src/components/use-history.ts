import { useState } from 'react'
import type { ArchiveGap, Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { archiveGapsWithin } from '#storage/messages.ts'
import { useAccount } from './account-context.tsx'
import { recallAhead } from './chat-ahead.ts'
import type { HistoryRow } from './history-items.ts'
import { useSession } from './session-store.ts'
import { useHistoryWindow } from './use-history-window.ts'
import { useLive } from './use-live.ts'

/** What the upper edge of a history says. */
export type HistoryEdge = 'loading' | 'beginning' | 'offline' | 'failed' | 'no-archive'

export interface History {
  /** Undefined while the first rows are being read. */
  rows: readonly HistoryRow[] | undefined
  /** This device could not read them. */
  unreadable: boolean
  gaps: readonly ArchiveGap[]
  reachesStoredEnd: boolean
  edge: HistoryEdge
  /** More history above, from storage or else from the archive. Does nothing while it is on its way. */
  loadOlder: () => void
  /** The same after a failure, when a person asks for it. */
  retryOlder: () => void
  /** The newest message is among the rows. */
  reachesNewest: boolean
  /** What comes after the last row. Does nothing while it is on its way. */
  loadNewer: () => void
  /** Holds a place of the history that many rows before its end. */
  reach: (order: number, rows: number) => void
  /** Holds the newest rows again. */
  holdNewest: () => void
}

const NO_GAPS: readonly ArchiveGap[] = []

interface HistoryView {
  conversation: Conversation | null
  atEnd: boolean
  /** Where it opens; null: at the newest. */
  place: number | null
}

/** The history of a conversation: what is stored of it, and what its archive still has. */
export function useHistory(jid: BareJid, { conversation, atEnd, place }: HistoryView): History {
  const window = useHistoryWindow(jid, { unread: conversation?.unread ?? 0, atEnd, place })
  const { rows, unreadable, reachesStoredEnd, reachesNewest, growing, grow } = window
  const gaps = useGaps(jid, rows)
  const archive = useArchive(jid, conversation?.historyComplete ?? false, grow)
  return {
    // Gaps belong to the first frame: one that came later would push what is being read.
    rows: gaps && rows,
    unreadable,
    gaps: gaps ?? NO_GAPS,
    reachesStoredEnd,
    edge: reachesStoredEnd ? archive.edge : 'loading',
    loadOlder: () => {
      if (growing) return
      if (!reachesStoredEnd) grow()
      else if (archive.edge === 'loading') archive.askOlder()
    },
    retryOlder: archive.askOlder,
    reachesNewest,
    loadNewer: () => {
      if (!growing && !reachesNewest) window.growDown()
    },
    reach: window.reach,
    holdNewest: window.holdNewest,
  }
}

function useGaps(jid: BareJid, rows: readonly HistoryRow[] | undefined): readonly ArchiveGap[] | undefined {
  const { db } = useAccount()
  const first = rows?.[0]?.order
  const last = rows?.at(-1)?.order
  const isRead = rows !== undefined
  const [ahead] = useState(() => (isRead ? recallAhead(db, jid)?.gaps : undefined))
  const gaps = useLive(
    async () => {
      if (!isRead) return undefined
      return first === undefined || last === undefined ? NO_GAPS : archiveGapsWithin(db, jid, { fromOrder: first, toOrder: last })
    },
    [db, jid, isRead, first, last],
    ahead,
  )
  return gaps.state === 'data' ? gaps.data : gaps.state === 'error' ? NO_GAPS : undefined
}

/** What can be had of the archive beyond what is stored. */
function useArchive(jid: BareJid, complete: boolean, grow: (rows: number) => void): { edge: HistoryEdge; askOlder: () => void } {
  const { ask } = useAccount()
  const online = useSession(store => store.session.kind === 'online')
  const lacksArchive = useSession(store => store.lacks.has('archive'))
  const [state, setState] = useState<'idle' | 'asking' | 'failed'>('idle')

  const askOlder = async (): Promise<void> => {
    setState('asking')
    try {
      const answer = await ask('older-messages', { conversation: jid })
      if (answer.count > 0) grow(answer.count)
      // A page without one message of this conversation, and yet not the last: not asked again without being told to.
      setState(answer.count === 0 && !answer.complete ? 'failed' : 'idle')
    } catch {
      // Told at the edge of the history, with a way to try again.
      setState('failed')
    }
  }

  return {
    edge: edgeOf({ complete, lacksArchive, online, failed: state === 'failed' }),
    askOlder: () => {
      if (!complete && !lacksArchive && online && state !== 'asking') void askOlder()
    },
  }
}

interface EdgeFacts {
  complete: boolean
  lacksArchive: boolean
  online: boolean
  failed: boolean
}

function edgeOf({ complete, lacksArchive, online, failed }: EdgeFacts): HistoryEdge {
  if (complete) return 'beginning'
  if (lacksArchive) return 'no-archive'
  if (!online) return 'offline'
  return failed ? 'failed' : 'loading'
}
