import { useQuery } from '@tanstack/react-query'
import type { Answer, Ask, QuestionName } from '#bridge/contract.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import { useAccount } from './account-context.tsx'
import { useSession } from './session-store.ts'

export interface Question<Name extends QuestionName> {
  answer: Answer<Name> | undefined
  /** On its way. Not so while there is no connection. */
  asking: boolean
  failure: Failure | null
  /** Asked again on purpose. */
  again: () => void
}

/**
 * Asks the engine once the session is up, and again after a reconnect. What the answer speaks of is in the database by then and is
 * read from there; here is only whether it is coming, came, or failed.
 */
export function useQuestion<Name extends QuestionName>(
  name: Name,
  args: Ask<Name>,
  { enabled = true, freshMs = 60_000 }: { enabled?: boolean; freshMs?: number } = {},
): Question<Name> {
  const account = useAccount()
  const online = useSession(store => store.session.kind === 'online')
  const query = useQuery({
    queryKey: [account.jid, name, args],
    queryFn: () => account.ask(name, args),
    enabled: enabled && online,
    staleTime: freshMs,
    networkMode: 'always',
    retry: false,
    refetchOnWindowFocus: false,
  })
  return {
    answer: query.data,
    asking: query.isFetching,
    failure: query.error ? toFailure(query.error) : null,
    again: () => void query.refetch(),
  }
}

export function useIsOnline(): boolean {
  return useSession(store => store.session.kind === 'online')
}
