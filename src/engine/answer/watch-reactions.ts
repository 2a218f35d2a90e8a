import type { Answer, Ask } from '#bridge/contract.ts'
import type { PostKey } from '#model/keys.ts'
import type { EngineContext } from '../context.ts'
import { feedState } from '../feed-state.ts'
import { leaveReactions, listenToReactions } from '../listen-to-reactions.ts'

/** A page that is gone without a word has looked at it for so long. */
const LEASE_MS = 150_000

/**
 * Listens to what people attach to a post for as long as somebody looks at it, and no longer: those are many posts, and few of them are
 * looked at twice.
 */
export async function watchReactions(context: EngineContext, ask: Ask<'watch-reactions'>): Promise<Answer<'watch-reactions'>> {
  const { postKey, page, watching } = ask
  const { watched } = feedState(context)
  const pages = watched.get(postKey) ?? new Map<string, number>()
  watched.set(postKey, pages)
  if (watching) pages.set(page, context.now() + LEASE_MS)
  else pages.delete(page)
  const isWatched = (key: PostKey): boolean => [...(watched.get(key)?.values() ?? [])].some(until => until > context.now())
  for (const key of watched.keys()) if (!isWatched(key)) watched.delete(key)
  // Beside each other: a service that does not answer when it is left holds nobody up.
  const work = [leaveReactions(context, isWatched), isWatched(postKey) ? listenToReactions(context, postKey) : Promise.resolve()]
  for (const each of await Promise.allSettled(work)) if (each.status === 'rejected') throw each.reason
  return {}
}
