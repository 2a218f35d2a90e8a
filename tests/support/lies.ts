import { describe, expect, test } from 'vitest'
import type { NodeEngine } from '#engine/node.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineWithPeer } from './engine-with-peer.ts'

/** Something that nobody may say, and the same as it may be said. */
export interface Lie {
  name: string
  forged: string[]
  honest: string[]
  /** What the honest one leads to. */
  leadsTo: (engine: NodeEngine) => Promise<unknown>
  is: unknown
}

/** Where a resumption would go on, and the search index, which is made of the rest at its own pace. */
const APART = /^(?:resume$|search[A-Z])/

const isNoIndexState = (row: unknown): boolean => (row as { key: string }).key !== 'search-index'

/** Everything else that is stored. */
export async function contentsOf(db: AccountDb): Promise<Record<string, unknown[]>> {
  const tables = db.tables.filter(table => !APART.test(table.name))
  const rows = await Promise.all(tables.map(async table => [table.name, (await table.toArray()) as unknown[]] as const))
  return Object.fromEntries(rows.map(([name, all]) => [name, name === 'settings' ? all.filter(isNoIndexState) : all]))
}

/** Each lie is told first, changes nothing and ends nothing; its honest twin behind it is believed. */
export function testLies(lies: readonly Lie[], world: () => Promise<EngineWithPeer>): void {
  describe.each(lies)('$name', ({ forged, honest, leadsTo, is }) => {
    test('is refused, its honest twin is believed', async () => {
      const { engine, peer, deliver } = await world()
      const before = await contentsOf(engine.db)
      await deliver(...forged)
      expect(await contentsOf(engine.db)).toEqual(before)
      await deliver(...honest)
      expect(await leadsTo(engine)).toMatchObject(is as object)
      expect(await contentsOf(engine.db)).not.toEqual(before)
      expect(peer.links).toHaveLength(1)
    })
  })
}
