import type { Page } from 'playwright-core'

interface StoredPosts {
  /** Whose database. */
  account: string
  service: string
  /** The posts go round these. */
  nodes: readonly string[]
  count: number
}

/** Writes posts into the account's own database as if they had been read long ago, a minute apart; the newest is eight days old. */
export async function storePosts(page: Page, stored: StoredPosts): Promise<void> {
  await page.evaluate(async ({ account, service, nodes, count }) => {
    const opening = indexedDB.open(`kith:${account}`)
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      opening.onsuccess = () => resolve(opening.result)
      opening.onerror = () => reject(opening.error ?? new Error('not opened'))
    })
    const words = 'The kettle was still warm when we came back, and somebody had left the window open for the swallows. '
    const newest = Date.now() - 8 * 86_400_000
    for (let from = 0; from < count; from += 5_000) {
      const transaction = db.transaction('posts', 'readwrite')
      for (let index = from; index < Math.min(count, from + 5_000); index += 1) {
        const node = nodes[index % nodes.length] ?? ''
        const itemId = `stored-${index}`
        const at = newest - index * 60_000
        const nodeKey = `${encodeURIComponent(service)}/${encodeURIComponent(node)}`
        transaction.objectStore('posts').put({
          service,
          node,
          itemId,
          nodeKey,
          key: `${nodeKey}/${itemId}`,
          author: `writer-${index % 40}@${service}`,
          authorName: `Writer ${index % 40}`,
          authorVerified: true,
          title: `Stored ${index}`,
          text: words.repeat(1 + (index % 5)),
          rich: null,
          html: null,
          publishedAt: at,
          updatedAt: at,
          edited: false,
          tags: ['swallows'],
          enclosures: [],
          links: [],
          webUrl: null,
          comments: null,
          inReplyTo: null,
          via: null,
          location: null,
          warning: null,
          commentsOff: false,
          scheduledAt: null,
          state: 'published',
          failure: null,
          before: null,
          likeCount: 0,
          commentCount: 0,
          myLike: null,
          inFeed: 1,
          feedKind: 'community',
          sortAt: at,
          receivedAt: at,
          reading: 1,
          hash: itemId,
        })
      }
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
      })
    }
    db.close()
  }, stored)
}
