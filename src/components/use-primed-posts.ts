import { useEffect, useEffectEvent, useState } from 'react'
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
    for (const [index, key] of keys.entries()) {
      const post = posts[index] ?? null
      remember(db, nameOfPost(key), post)
      // What it repeats is drawn in its place.
      if (!post?.via) continue
      const original = postKeyOf(post.via)
      remember(db, nameOfPost(original), (await getPost(db, original)) ?? null)
    }
  })
}

/** Further from where the reader is, posts are read when they come near. */
const BEFORE = 20
const AFTER = 40

/** Those of a list that are near the one with this id, or near its beginning. */
export function itemsNear(items: readonly FeedItem[], id: string | undefined): readonly FeedItem[] {
  const index =
    id === undefined
      ? 0
      : Math.max(
          0,
          items.findIndex(item => item.id === id),
        )
  return items.slice(Math.max(0, index - BEFORE), index + AFTER)
}

/** Reads what is not known yet of some lines, so that their cards are whole when they are drawn. */
export async function primePosts(db: AccountDb, items: readonly FeedItem[]): Promise<void> {
  const missing = missingOf(db, items)
  if (missing.length > 0) await prime(db, missing)
}

/**
 * Lines enter a list only once the posts near the reader were read, so that a card has its height in its very first frame. From then
 * on each card follows its own post.
 * @param near which line the reader looks at
 */
export function usePrimedPosts(items: readonly FeedItem[] | undefined, near: () => string | undefined): readonly FeedItem[] | undefined {
  const db = useDb()
  const [primed, setPrimed] = useState(() => (items && missingOf(db, itemsNear(items, near())).length === 0 ? items : undefined))
  const around = useEffectEvent((all: readonly FeedItem[]) => itemsNear(all, near()))
  useEffect(() => {
    if (!items) return undefined
    let left = false
    const enter = async (): Promise<void> => {
      await primePosts(db, around(items))
      if (!left) setPrimed(items)
    }
    void enter()
    return () => {
      left = true
    }
  }, [db, items])
  return primed
}
