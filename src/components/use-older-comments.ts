import { useState } from 'react'
import type { Answer, MoreComments } from '#bridge/contract.ts'
import type { PostKey } from '#model/keys.ts'
import { type Failure, toFailure } from '#shared/errors.ts'
import { useAccount } from './account-context.tsx'

interface Asked {
  /** The answer that it goes on from; with another one the engine begins anew, or knows better. */
  from: Answer<'open-comments'> | undefined
  more: MoreComments
  asking: boolean
  failure: Failure | null
}

export interface OlderComments {
  more: MoreComments
  asking: boolean
  failure: Failure | null
  ask: () => Promise<void>
}

/** Comments below those that the service gave first, a page at a time and only on request. */
export function useOlderComments(postKey: PostKey, newest: Answer<'open-comments'> | undefined): OlderComments {
  const account = useAccount()
  const [asked, setAsked] = useState<Asked>()
  const now: Asked = asked?.from === newest && asked ? asked : { from: newest, more: newest?.more ?? 'no', asking: false, failure: null }
  const ask = async (): Promise<void> => {
    setAsked({ ...now, asking: true, failure: null })
    try {
      const { more } = await account.ask('older-comments', { postKey })
      setAsked({ from: newest, more, asking: false, failure: null })
    } catch (error) {
      setAsked({ ...now, asking: false, failure: toFailure(error) })
    }
  }
  return { more: now.more, asking: now.asking, failure: now.failure, ask }
}
