import type { Page } from 'playwright-core'

interface StoredTalk {
  me: string
  other: string
  /** What the other one said, the oldest first, a minute each. */
  bodies: string[]
  /** When the first of it was said. */
  from: number
  /** So many of the last ones were said in a moment. */
  burst?: number
}

/**
 * Puts a long conversation into the account's database, as years of reading would have. The search begins anew with the next start of
 * the app, since what is written past it is not known to it.
 */
export async function storeMessages(page: Page, talk: StoredTalk): Promise<void> {
  await page.evaluate(async ({ me, other, bodies, from, burst = 0 }) => {
    const slow = bodies.length - burst
    const timeOf = (index: number): number => from + Math.min(index, slow) * 60_000 + Math.max(0, index - slow) * 100
    const { name = '' } = (await indexedDB.databases()).find(database => database.name?.includes(me)) ?? {}
    const db = await new Promise<IDBDatabase>(resolve => {
      const opening = indexedDB.open(name)
      opening.addEventListener('success', () => resolve(opening.result))
    })
    const writing = db.transaction(['messages', 'conversations', 'settings'], 'readwrite')
    const done = new Promise(resolve => writing.addEventListener('complete', resolve))
    const [messages, conversations] = [writing.objectStore('messages'), writing.objectStore('conversations')]
    for (const [index, body] of bodies.entries()) {
      const at = timeOf(index)
      const key = `stored-${index}`
      messages.put({
        key,
        conversation: other,
        direction: 'in',
        from: other,
        body,
        order: at,
        sentAt: at,
        state: 'received',
        failure: null,
        originId: key,
        archiveId: null,
        aliases: [`${other}\n${other}\n${key}`],
        wantsReceipt: false,
        markable: false,
      })
    }
    const last = timeOf(bodies.length - 1)
    conversations.put({
      jid: other,
      kind: 'person',
      lastOrder: last,
      lastAt: last,
      preview: bodies.at(-1),
      previewDirection: 'in',
      previewState: 'received',
      unread: 0,
      readOrder: last,
      historyComplete: true,
      archived: 0,
      pinned: 0,
      mine: true,
    })
    writing.objectStore('settings').delete('search-index')
    await done
    db.close()
  }, talk)
  await page.reload()
}
