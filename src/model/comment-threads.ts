import type { PostKey } from './keys.ts'

/** A comment below another one. */
export interface Answer {
  key: PostKey
  /** The comment that it answers, where that is not the one on top of the thread. */
  to: PostKey | null
}

/** A comment that answers the post, and what was said to it, however deep. */
export interface CommentThread {
  key: PostKey
  answers: Answer[]
}

/**
 * Comments as they are drawn: one level of answers, since deeper ones would leave no room on a phone. An answer whose comment is not
 * here stands by itself, and so does the first of a circle, which only a forger can make.
 * @param keys in the order of time, which threads and answers keep
 * @param answered the comment that each one answers, of those that answer one
 */
export function threadsOf(keys: readonly PostKey[], answered: ReadonlyMap<PostKey, PostKey>): CommentThread[] {
  const there = new Set(keys)
  const parentOf = (key: PostKey): PostKey | undefined => {
    const parent = answered.get(key)
    return parent !== undefined && there.has(parent) ? parent : undefined
  }
  const tops = topsOf(keys, parentOf)
  const threads = new Map<PostKey, CommentThread>()
  for (const key of keys) if (tops.get(key) === key) threads.set(key, { key, answers: [] })
  for (const key of keys) {
    const top = tops.get(key) ?? key
    const to = parentOf(key) ?? null
    if (top !== key) threads.get(top)?.answers.push({ key, to: to === top ? null : to })
  }
  return [...threads.values()]
}

/** The top of each comment's thread; every comment is walked through once. */
function topsOf(keys: readonly PostKey[], parentOf: (key: PostKey) => PostKey | undefined): Map<PostKey, PostKey> {
  const tops = new Map<PostKey, PostKey>()
  const place = new Map(keys.map((key, index) => [key, index]))
  const earliest = (circle: readonly PostKey[]): PostKey | undefined =>
    circle.toSorted((one, other) => (place.get(one) ?? 0) - (place.get(other) ?? 0))[0]
  for (const key of keys) {
    const path: PostKey[] = []
    const onPath = new Set<PostKey>()
    let at: PostKey | undefined = key
    let last = key
    while (at !== undefined && !tops.has(at) && !onPath.has(at)) {
      path.push(at)
      onPath.add(at)
      last = at
      at = parentOf(at)
    }
    const isCircle = at !== undefined && onPath.has(at)
    const top = isCircle ? earliest(path.slice(path.indexOf(at as PostKey))) : at === undefined ? last : tops.get(at)
    for (const each of path) tops.set(each, top ?? each)
  }
  return tops
}
