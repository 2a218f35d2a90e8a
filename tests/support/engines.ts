import { afterEach } from 'vitest'
import { type NodeEngine, startNodeEngine } from '#engine/node.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { TestServer } from '../servers/test-server.ts'
import { type RawClient, rawClient } from './raw-client.ts'

/** An address of a test; a wrong one is a mistake of the test. */
export function jid(text: string): BareJid {
  const parsed = parseBareJid(text)
  if (!parsed) throw new Error(`not an address: ${text}`)
  return parsed
}

let devices = 0

/** Engines and witnesses of one test file; each test's are stopped after it. */
export function useEngines(server: () => TestServer) {
  const running: { stop(): Promise<void> }[] = []
  afterEach(async () => {
    for (const item of running.splice(0).reverse()) await item.stop()
  })
  const keep = <Item extends { stop(): Promise<void> }>(item: Item): Item => {
    running.push(item)
    return item
  }
  return {
    /** A device of an account, online. The same name is the same device. */
    async device(local: string, options: { name?: string; url?: string; password?: string | null } = {}): Promise<NodeEngine> {
      devices += 1
      const { name = `device-${devices}`, url = server().websocketUrl, password = `secret of ${local}` } = options
      return keep(await startNodeEngine({ address: `${local}@${server().domain}`, password, websocketUrl: url, dbName: `kith:${name}` }))
    },
    async witness(local: string): Promise<RawClient> {
      const { websocketUrl, domain } = server()
      return keep(await rawClient({ websocketUrl, jid: `${local}@${domain}`, password: `secret of ${local}` }))
    },
    async register(...locals: string[]): Promise<void> {
      for (const local of locals) await server().register(local, `secret of ${local}`)
    },
    async stopped(item: { stop(): Promise<void> }): Promise<void> {
      running.splice(running.indexOf(item), 1)
      await item.stop()
    },
  }
}
