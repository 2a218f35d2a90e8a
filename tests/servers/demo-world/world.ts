import type { RawClient } from '../../support/raw-client.ts'
import type { TestServer } from '../test-server.ts'

export interface World {
  server: TestServer
  /** Everybody, signed in, by the local part of the address. */
  clients: ReadonlyMap<string, RawClient>
  jidOf: (local: string) => string
  /** The moment the world was built; everything lies before it. */
  now: number
}

/** An iq that must work: a refusal ends the seeding with its reason. */
export async function must(client: RawClient, type: 'get' | 'set', to: string | null, payload: string): Promise<void> {
  const answer = await client.iq(type, to, payload)
  if (answer.attrs['type'] === 'error') throw new Error(`the demo world was refused: ${String(answer)}`)
}
