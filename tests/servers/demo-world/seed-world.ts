import type { TestServer } from '../test-server.ts'
import { type RawClient, rawClient } from '../../support/raw-client.ts'
import { seedArchive } from './seed-archive.ts'
import { PEOPLE } from './people.ts'
import { seedBlogs } from './seed-blogs.ts'
import { seedCommunities } from './seed-communities.ts'
import { seedPeople } from './seed-people.ts'
import { seedRooms } from './seed-rooms.ts'
import type { World } from './world.ts'

export async function seedWorld(server: TestServer, passwordOf: (local: string) => string): Promise<void> {
  const clients = new Map<string, RawClient>()
  for (const { local } of PEOPLE) {
    await server.register(local, passwordOf(local))
    clients.set(
      local,
      await rawClient({ websocketUrl: server.websocketUrl, jid: `${local}@${server.domain}`, password: passwordOf(local) }),
    )
  }
  const world: World = { server, clients, jidOf: local => `${local}@${server.domain}`, now: Date.now() }
  try {
    await seedPeople(world)
    await seedBlogs(world)
    await seedCommunities(world)
    await seedRooms(world)
    seedArchive(world)
  } finally {
    for (const client of clients.values()) await client.stop()
  }
}
