import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { BareJid } from '#shared/jid.ts'
import { useAccount } from '#components/account-context.tsx'
import { useIndexRevision } from '#components/use-index-progress.ts'
import { type FoundInConversation, searchConversation } from '#storage/search-conversation.ts'

/** One looks while typing, but not at every letter of somebody who types fast. */
const TYPING_MS = 40
/** As many as one would step through. */
const MOST = 1000

export interface FoundMessages {
  /** Newest first. */
  found: FoundInConversation['found']
  /** There are more than these. */
  hasMore: boolean
  /** What was typed has been looked for. */
  isDone: boolean
  isError: boolean
}

/** Messages of a conversation that fit what is typed, also those that come while one looks. */
export function useFoundMessages(conversation: BareJid, typed: string): FoundMessages {
  const { db, jid } = useAccount()
  const [wanted, setWanted] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setWanted(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  const revision = useIndexRevision()
  const search = useQuery({
    queryKey: ['find', jid, conversation, wanted, revision],
    queryFn: ({ signal }) => searchConversation(db, { conversation, me: jid, typed: wanted, limit: MOST + 1 }, signal),
    // It asks this device only, which is always online.
    networkMode: 'always',
    placeholderData: earlier => earlier,
    gcTime: 0,
  })
  const found = typed.trim() === '' ? [] : (search.data?.found ?? [])
  return {
    found: found.slice(0, MOST),
    hasMore: found.length > MOST,
    isDone: typed.trim() !== '' && wanted === typed && search.isSuccess && !search.isPlaceholderData,
    isError: search.isError,
  }
}
