import type { Page } from 'playwright-core'

/** A word that one of the oldest messages has, another one for each run. */
export const rareWord = (run: number): string => `zebra${run}`

/** Writes messages into the account's own database as if they had been read long ago, and forgets the search index. */
export async function storeMessages(page: Page, account: string, count: number): Promise<void> {
  await page.evaluate(
    async ({ account: jid, count: wanted }) => {
      const WORDS = 'kettle window swallow harbour bicycle letter garden market winter supper ladder orange violin paper river'.split(' ')
      const open = indexedDB.open(`kith:${jid}`)
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result)
        open.onerror = () => reject(open.error ?? new Error('not opened'))
      })
      const done = (transaction: IDBTransaction): Promise<void> =>
        new Promise((resolve, reject) => {
          transaction.oncomplete = () => resolve()
          transaction.onabort = () => reject(transaction.error ?? new Error('aborted'))
        })
      const start = Date.now() - wanted * 60_000
      for (let from = 0; from < wanted; from += 5_000) {
        const transaction = db.transaction(['messages', 'settings'], 'readwrite')
        for (let index = from; index < from + 5_000; index += 1) {
          const words = Array.from({ length: 12 }, (_, at) => WORDS[(index * 7 + at * (1 + (index % 11))) % WORDS.length])
          const conversation = `friend-${index % 20}@${jid.split('@')[1]}`
          const at = start + index * 60_000
          transaction.objectStore('messages').put({
            key: `seeded-${index}`,
            conversation,
            direction: 'in',
            from: conversation,
            body: `${words.join(' ')} ${index}${index < 20 ? ` ladder zebra${index}` : ''}${index % 3 === 0 ? ' swallows' : ''}`,
            order: at,
            sentAt: at,
            state: 'received',
            failure: null,
            originId: null,
            archiveId: null,
            aliases: [`seeded:${index}`],
            wantsReceipt: false,
            markable: false,
          })
        }
        transaction.objectStore('settings').delete('search-index')
        await done(transaction)
      }
      db.close()
    },
    { account, count },
  )
}
