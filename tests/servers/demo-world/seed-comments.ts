import { createHash } from 'node:crypto'
import type { DemoPost } from './demo-post.ts'
import { entryXml, publishXml } from './entry.ts'
import { PEOPLE } from './people.ts'
import { createNodeXml } from './seed-people.ts'
import { must, type World } from './world.ts'

const HOUR = 3_600_000
const NODE_OPEN = {
  'pubsub#access_model': 'open',
  'pubsub#publish_model': 'open',
  'pubsub#max_items': 'max',
  'pubsub#persist_items': '1',
  'pubsub#notify_retract': '1',
}

/** Makes the place for what people say to a post, and puts there what they said and who likes it. */
export async function seedComments(
  world: World,
  node: string,
  { by, comments = [], likes = 0 }: Pick<DemoPost, 'by' | 'comments' | 'likes'>,
  at: number,
): Promise<void> {
  const { clients, server } = world
  const author = clients.get(by)
  if (!author) throw new Error(`nobody called ${by}`)
  await must(author, 'set', server.pubsub, createNodeXml(node, NODE_OPEN))
  for (const [index, [from, text]] of comments.entries()) await seedComment(world, node, from, text, at + (index + 1) * HOUR * 0.7)
  const likers = PEOPLE.filter(({ local }) => local !== by).slice(0, likes)
  for (const [index, { local }] of likers.entries()) await seedComment(world, node, local, '♥', at + (index + 1) * HOUR * 0.3)
}

async function seedComment({ clients, server, jidOf, now }: World, node: string, by: string, text: string, at: number): Promise<void> {
  const client = clients.get(by)
  const person = PEOPLE.find(({ local }) => local === by)
  if (!client || !person) throw new Error(`nobody called ${by}`)
  const itemId = createHash('sha1').update(`${node}${by}${text}`).digest('hex').slice(0, 24)
  const author = { jid: jidOf(by), name: person.name }
  const entry = entryXml({ service: server.pubsub, node, itemId, author, title: text, text: undefined, tags: [], at: Math.min(at, now) })
  await must(client, 'set', server.pubsub, publishXml(node, itemId, entry))
}
