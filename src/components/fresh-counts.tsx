import { useEffect, useState } from 'react'
import type { Post } from '#model/post.ts'
import { type BareJid, domainOf, type Jid } from '#shared/jid.ts'
import { useMe } from './account-context.tsx'
import { useQuestion } from './use-question.ts'

/** A card that is only scrolled past asks nothing. */
const PAUSE = 500
const FRESH = 5 * 60_000

/** The own server sees what is read of its services anyway. Others would learn from the question what is looked at, and when. */
function isOwn(service: BareJid, me: Jid): boolean {
  const [domain, own] = [domainOf(service), domainOf(me)]
  return domain === own || domain.endsWith(`.${own}`)
}

type Counted = Pick<Post, 'key' | 'comments' | 'state'>

/**
 * Services tell nobody about comments and likes who did not subscribe to each post; so those of a post on the screen are asked for.
 * @returns whether they were told
 */
export function useFreshCounts({ key, comments, state }: Counted, isNear = true): boolean {
  const me = useMe()
  const [rests, setRests] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setRests(true), PAUSE)
    return () => clearTimeout(timer)
  }, [])
  const enabled = rests && isNear && state === 'published' && comments !== null && isOwn(comments.service, me)
  return useQuestion('open-comments', { postKey: key, urgency: 'background' }, { enabled, freshMs: FRESH }).answer !== undefined
}

export function FreshCounts({ post }: { post: Counted }) {
  useFreshCounts(post)
  return null
}
