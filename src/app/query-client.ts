import { onlineManager, QueryClient } from '@tanstack/react-query'
import { useSession } from '#components/session-store.ts'
import { isPassing, KithError } from '#shared/errors.ts'

/** For answers to questions; what goes away by itself is asked again twice, a refusal is an answer. */
export function makeQueryClient(): QueryClient {
  // Questions wait for the XMPP session, not for what the browser thinks of the network.
  onlineManager.setEventListener(setOnline => {
    const tell = () => setOnline(useSession.getState().session.kind === 'online')
    tell()
    return useSession.subscribe(tell)
  })
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < 2 && error instanceof KithError && isPassing(error.kind),
        refetchOnWindowFocus: false,
        staleTime: 60_000,
      },
    },
  })
}
