import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { COMMUNITIES } from './demo-world/communities.ts'
import { PEOPLE } from './demo-world/people.ts'
import { seedWorld } from './demo-world/seed-world.ts'
import { startProsody } from './prosody.ts'
import type { TestServer } from './test-server.ts'

export interface DemoWorld {
  server: TestServer
  accounts: { jid: string; password: string; about: string }[]
  /** `<service>/<node>` of each community, for config.json. */
  communities: string[]
}

export function passwordOf(local: string): string {
  return `${local}-demo`
}

/** A local server with people, communities and history. Built once and kept; `dir` removed means built anew. */
export async function startDemoWorld({
  dir,
  port,
  onProgress,
  onServer,
}: {
  dir: string
  port: number
  onProgress: (text: string) => void
  /** Told as soon as there is something to stop. */
  onServer: (server: TestServer) => void
}): Promise<DemoWorld> {
  const stamp = path.join(dir, 'complete')
  const complete = existsSync(stamp)
  // What was interrupted while it was built is no world to go on with.
  if (!complete) rmSync(dir, { recursive: true, force: true })
  const server = await startProsody({ dir, port })
  onServer(server)
  if (!complete) {
    onProgress('Building the demo world, which takes some seconds …')
    try {
      await seedWorld(server, passwordOf)
    } catch (error) {
      await server.stop()
      throw error
    }
    writeFileSync(stamp, '')
  }
  return {
    server,
    accounts: PEOPLE.map(({ local, about }) => ({ jid: `${local}@${server.domain}`, password: passwordOf(local), about })),
    communities: COMMUNITIES.map(({ node }) => `${server.pubsub}/${node}`),
  }
}
