import { useState } from 'react'
import { type Failure, toFailure } from '#shared/errors.ts'
import type { NodeKey } from '#model/keys.ts'
import type { FeedNode } from '#model/node.ts'
import { oldestSortAt } from '#storage/posts.ts'
import { useAccount } from './account-context.tsx'
import { useIsOnline } from './use-question.ts'

/** After so many pages in a row that brought nothing, somebody has to ask: a service may answer for ever. */
const FRUITLESS = 4

export interface OlderPosts {
  asking: boolean
  failure: Failure | null
  /** Nothing older anywhere, as far as the services say. */
  ended: boolean
  /** Whose services may have older ones and give none. */
  limited: readonly NodeKey[]
  /** It is about one blog or community. */
  isOne: boolean
  online: boolean
  /** Stopped by itself; `more` goes on. */
  paused: boolean
  /** A page from the node whose stored posts reach back least, as the end comes near. */
  onNearEnd: () => void
  /** The same, on purpose. */
  more: () => void
}

function hasMore(node: FeedNode): boolean {
  return !node.reachedEnd && node.health !== 'gone' && node.health !== 'forbidden'
}

/**
 * Older posts than are stored, one page at a time and only when the reader comes near: of all nodes the one whose oldest stored post
 * is the newest, since that is the one whose posts are missing next.
 */
export function useOlderPosts(nodes: readonly FeedNode[]): OlderPosts {
  const account = useAccount()
  const online = useIsOnline()
  const [state, setState] = useState<{ asking: boolean; failure: Failure | null; fruitless: number }>({
    asking: false,
    failure: null,
    fruitless: 0,
  })
  const open = nodes.filter(hasMore)
  const paused = state.fruitless >= FRUITLESS

  const ask = async (): Promise<void> => {
    if (!online || state.asking || open.length === 0) return
    setState(before => ({ ...before, asking: true, failure: null }))
    try {
      const depths = await Promise.all(open.map(async node => ({ node, oldest: (await oldestSortAt(account.db, node.key)) ?? Infinity })))
      const [next] = depths.toSorted((one, other) => other.oldest - one.oldest)
      if (!next) return
      const { service, node } = next.node
      const answer = await account.ask('older-posts', { service, node })
      setState(before => ({ asking: false, failure: null, fruitless: answer.keys.length > 0 ? 0 : before.fruitless + 1 }))
    } catch (error) {
      setState(before => ({ ...before, asking: false, failure: toFailure(error) }))
    }
  }
  return {
    asking: state.asking,
    failure: state.failure,
    ended: open.length === 0,
    limited: nodes.flatMap(({ key, reachedEnd, endIsLimit }) => (reachedEnd && endIsLimit ? [key] : [])),
    isOne: nodes.length === 1,
    online,
    paused,
    onNearEnd: () => {
      if (!paused && !state.failure) void ask()
    },
    more: () => {
      setState(before => ({ ...before, fruitless: 0 }))
      void ask()
    },
  }
}
