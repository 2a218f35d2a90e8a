import { useEffect, useState } from 'react'
import { type PostKey, postKeyOf } from '#model/keys.ts'
import { getPost } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { useDb } from './account-context.tsx'
import type { FeedItem } from './feed-items.ts'
import { nameOfPost, recall, remember } from './use-remembered.ts'

function missingOf(db: AccountDb, items: readonly FeedItem[]): PostKey[] {
  return items.flatMap(item => (item.kind === 'post' && recall(db, nameOfPost(item.row.key)) === undefined ? [item.row.key] : []))
}

async function prime(db: AccountDb, keys: readonly PostKey[]): Promise<void> {
  await db.transaction('r', db.posts, async () => {
    const posts = await Promise.all(keys.map(key => getPost(db, key)))
    for (const post of posts) {
      if (!post) continue
      remember(db, nameOfPost(post.key), post)
      // What it repeats is drawn in its place.
      if (!post.via) continue
      const key = postKeyOf(post.via)
      remember(db, nameOfPost(key), (await getPost(db, key)) ?? null)
    }
  })
}

/**
 * Lines enter a list only once their posts were read, so that a card has its height in its very first frame and nothing below it
 * moves a moment later. From then on each card follows its own post.
 */
export function usePrimedPosts(items: readonly FeedItem[] | undefined): readonly FeedItem[] | undefined {
  const db = useDb()
  const [primed, setPrimed] = useState(() => (items && missingOf(db, items).length === 0 ? items : undefined))
  useEffect(() => {
    if (!items) return undefined
    let left = false
    const enter = async (): Promise<void> => {
      const missing = missingOf(db, items)
      if (missing.length > 0) await prime(db, missing)
      if (!left) setPrimed(items)
    }
    void enter()
    return () => {
      left = true
    }
  }, [db, items])
  return primed
}
