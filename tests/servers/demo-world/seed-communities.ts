import { createHash } from 'node:crypto'
import { escapeXml } from '../../support/raw-client.ts'
import { COMMUNITIES, type DemoCommunity } from './communities.ts'
import type { DemoPost } from './demo-post.ts'
import { commentsNode, entryXml, publishXml } from './entry.ts'
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
  for (const { local } of PEOPLE) await seedFollows(world, local)
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

/** Follows are a subscription and an item in a list that only its owner may read. */
async function seedFollows(world: World, local: string): Promise<void> {
  const { clients, server, jidOf } = world
  const client = clients.get(local)
  if (!client) return
  const me = jidOf(local)
  const list = 'urn:xmpp:pubsub:movim-public-subscription'
  await must(
    client,
    'set',
    null,
    createNodeXml(list, {
      'pubsub#access_model': 'whitelist',
      'pubsub#max_items': 'max',
      'pubsub#persist_items': '1',
      'pubsub#send_last_published_item': 'never',
    }),
  )
  const communities = COMMUNITIES.map(({ node, title }) => ({ service: server.pubsub, node, title }))
  const blogs = PEOPLE.filter(person => person.local !== local).map(person => ({
    service: jidOf(person.local),
    node: 'urn:xmpp:microblog:0',
    title: person.name,
  }))
  for (const { service, node, title } of [...communities, ...blogs]) {
    await must(
      client,
      'set',
      service,
      `<pubsub xmlns='http://jabber.org/protocol/pubsub'><subscribe node='${escapeXml(node)}' jid='${me}'/></pubsub>`,
    )
    const id = createHash('sha1').update(`${service}<${node}<${me}`).digest('hex')
    const payload = `<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='${service}' node='${escapeXml(node)}'><title>${escapeXml(title)}</title></subscription>`
    await must(client, 'set', null, publishXml(list, id, payload))
  }
}
