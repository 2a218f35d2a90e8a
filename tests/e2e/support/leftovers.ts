import type { Page } from 'playwright-core'

/** What of an account is on the device: databases, and whatever names it in the page's small stores. */
export async function leftovers(page: Page, address: string): Promise<string[]> {
  return await page.evaluate(async name => {
    const databases = (await indexedDB.databases()).map(each => each.name ?? '').filter(each => each !== 'kith')
    const rows = await new Promise<unknown[]>((resolve, reject) => {
      const opening = indexedDB.open('kith')
      opening.addEventListener('error', () => reject(opening.error ?? new Error('kith does not open')))
      opening.addEventListener('success', () => {
        const db = opening.result
        const found: unknown[] = []
        const transaction = db.transaction([...db.objectStoreNames])
        for (const store of db.objectStoreNames) {
          const all = transaction.objectStore(store).getAll()
          all.addEventListener('success', () => found.push(...(all.result as unknown[])))
        }
        transaction.addEventListener('complete', () => {
          db.close()
          resolve(found)
        })
      })
    })
    const small = [...Object.entries(localStorage), ...Object.entries(sessionStorage)].flat().map(String)
    const told = [...rows.map(row => JSON.stringify(row)), ...small].filter(each => each.includes(name))
    return [...databases, ...told]
  }, address)
}
