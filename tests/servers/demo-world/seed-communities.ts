import { createHash } from 'node:crypto'
import { escapeXml } from '../../support/raw-client.ts'
import { COMMUNITIES, type DemoCommunity } from './communities.ts'
import type { DemoPost } from './demo-post.ts'
import { commentsNode, entryXml, publishXml } from './entry.ts'
import { seedFollows } from './follow.ts'
import { PEOPLE } from './people.ts'
import { seedComments } from './seed-comments.ts'
import { createNodeXml } from './seed-people.ts'
import { must, type World } from './world.ts'
import { uploadPicture } from './upload-picture.ts'

const HOUR = 3_600_000
const NODE_OPEN = {
  'pubsub#access_model': 'open',
  'pubsub#publish_model': 'open',
  'pubsub#max_items': 'max',
  'pubsub#persist_items': '1',
  'pubsub#notify_retract': '1',
}

/** Communities with their posts, what people said to them, and who follows what. */
export async function seedCommunities(world: World): Promise<void> {
  for (const [index, community] of COMMUNITIES.entries()) await seedCommunity(world, community, index)
  for (const { local } of PEOPLE) await seedAllFollows(world, local)
}

async function seedCommunity(world: World, community: DemoCommunity, index: number): Promise<void> {
  const { clients, server } = world
  const founder = clients.get(PEOPLE[index]?.local ?? '')
  if (!founder) return
  const about = {
    'pubsub#title': community.title,
    'pubsub#description': community.description,
    'pubsub#type': 'urn:xmpp:pubsub-social-feed:1',
  }
  await must(founder, 'set', server.pubsub, createNodeXml(community.node, { ...NODE_OPEN, ...about }))
  const picture = await uploadPicture(founder, server.upload, 40 + index * 3, community.picture)
  const info = `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='${createHash('sha1').update(picture.url).digest('hex')}' bytes='${picture.bytes}' type='image/png' url='${escapeXml(picture.url)}'/></metadata>`
  await must(founder, 'set', server.pubsub, publishXml(community.node, 'urn:xmpp:avatar:metadata', info))
  // Oldest first, the newest a few hours ago.
  const posts = [...community.posts].reverse()
  for (const [number, post] of posts.entries()) {
    const at = world.now - (posts.length - number - 1) * 31 * HOUR - (index * 5 + 2) * HOUR
    await seedPost(world, community.node, post, number, at)
  }
}

async function seedPost(world: World, node: string, post: DemoPost, number: number, at: number): Promise<void> {
  const { clients, server, jidOf } = world
  const author = clients.get(post.by)
  const person = PEOPLE.find(({ local }) => local === post.by)
  if (!author || !person) throw new Error(`nobody called ${post.by}`)
  const itemId = `${node}-${number + 1}`
  const comments = { service: server.pubsub, node: commentsNode(itemId) }
  const picture = post.picture && (await uploadPicture(author, server.upload, node.length * 100 + number, post.picture))
  const facts = {
    service: server.pubsub,
    node,
    itemId,
    author: { jid: jidOf(post.by), name: person.name },
    title: post.title,
    text: post.text,
    tags: post.tags,
    at,
    picture,
    comments,
  }
  await must(author, 'set', server.pubsub, publishXml(node, itemId, entryXml(facts)))
  await seedComments(world, comments.node, post, at)
}

/** Everybody follows every community and everybody else. */
async function seedAllFollows({ clients, server, jidOf }: World, local: string): Promise<void> {
  const client = clients.get(local)
  if (!client) return
  const communities = COMMUNITIES.map(({ node, title }) => ({ service: server.pubsub, node, title }))
  const blogs = PEOPLE.filter(person => person.local !== local).map(person => ({
    service: jidOf(person.local),
    node: 'urn:xmpp:microblog:0',
    title: person.name,
  }))
  await seedFollows(client, jidOf(local), [...communities, ...blogs])
}
