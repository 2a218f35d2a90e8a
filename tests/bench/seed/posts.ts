import { commentsNode, entryXml, publishXml } from '../../servers/demo-world/entry.ts'
import { seedFollows } from '../../servers/demo-world/follow.ts'
import { createNodeXml } from '../../servers/demo-world/seed-people.ts'
import { must } from '../../servers/demo-world/world.ts'
import type { TestServer } from '../../servers/test-server.ts'
import { rawClient } from '../../support/raw-client.ts'
import type { Person } from './people.ts'

const OPEN = { 'pubsub#access_model': 'open', 'pubsub#publish_model': 'open', 'pubsub#max_items': 'max', 'pubsub#persist_items': '1' }
const TEXT = 'The kettle was still warm when we came back, and somebody had left the window open for the swallows. '
const HOUR = 3_600_000

/** A community with so many posts of a few lines each, the newest an hour old. */
export async function seedCommunity(server: TestServer, founder: Person, node: string, count: number): Promise<void> {
  const client = await rawClient({ websocketUrl: server.websocketUrl, ...founder })
  const title = { 'pubsub#title': node, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1' }
  await must(client, 'set', server.pubsub, createNodeXml(node, { ...OPEN, ...title }))
  for (let index = 0; index < count; index += 1) {
    const itemId = `${node}-${index}`
    const entry = entryXml({
      service: server.pubsub,
      node,
      itemId,
      author: { jid: founder.jid, name: founder.local },
      title: `Post ${index} of ${node}`,
      text: TEXT.repeat(1 + (index % 4)),
      tags: ['swallows'],
      at: Date.now() - (count - index) * HOUR,
      comments: { service: server.pubsub, node: commentsNode(itemId) },
    })
    await must(client, 'set', server.pubsub, publishXml(node, itemId, entry))
  }
  await client.stop()
}

/** @param nodes of the server's own pubsub service */
export async function seedFollower(server: TestServer, person: Person, nodes: readonly string[]): Promise<void> {
  const client = await rawClient({ websocketUrl: server.websocketUrl, ...person })
  await seedFollows(
    client,
    person.jid,
    nodes.map(node => ({ service: server.pubsub, node, title: node })),
  )
  await client.stop()
}
