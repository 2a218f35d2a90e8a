import { useEffect } from 'react'
import type { PostKey } from '#model/keys.ts'
import { KithError } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import { useAccount } from './account-context.tsx'
import { useIsOnline } from './use-question.ts'

/** Who leafs through posts asks for none of them. */
const SETTLED_MS = 800
/** The engine forgets those who do not say it again. */
const AGAIN_MS = 60_000

const page = randomId()

/** While it is there, what people attach to a post comes live. Without it they come with the next opening: nobody waits for the answer. */
export function useWatchedReactions(postKey: PostKey, enabled: boolean): void {
  const { ask } = useAccount()
  const online = useIsOnline()
  useEffect(() => {
    if (!enabled || !online) return undefined
    const tell = (watching: boolean): void =>
      void ask('watch-reactions', { postKey, page, watching }).catch((error: unknown) => {
        if (!(error instanceof KithError)) throw error
      })
    let again: ReturnType<typeof setInterval> | undefined
    const settled = setTimeout(() => {
      tell(true)
      again = setInterval(() => tell(true), AGAIN_MS)
    }, SETTLED_MS)
    return () => {
      clearTimeout(settled)
      if (again === undefined) return
      clearInterval(again)
      tell(false)
    }
  }, [ask, postKey, enabled, online])
}
