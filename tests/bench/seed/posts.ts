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
export const LAST_WORDS = 'And there the swallows are left alone.'

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

/**
 * Communities with so many posts each, an hour apart; only the first time round they are made.
 * @param from the number of the first post
 */
export async function seedCommunities(
  server: TestServer,
  founder: Person,
  nodes: readonly string[],
  count: number,
  from = 0,
): Promise<void> {
  const client = await rawClient({ websocketUrl: server.websocketUrl, ...founder })
  const author = { jid: founder.jid, name: founder.local }
  for (const node of nodes) {
    const title = { 'pubsub#title': node, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1' }
    if (from === 0) await must(client, 'set', server.pubsub, createNodeXml(node, { ...OPEN, ...title }))
    for (let index = from; index < from + count; index += 1) {
      const facts = {
        service: server.pubsub,
        node,
        itemId: `${node}-${index}`,
        author,
        tags: [],
        at: Date.now() - (from + count - index) * HOUR,
      }
      const entry = entryXml({ ...facts, title: `Post ${index} of ${node}`, text: TEXT.repeat(1 + (index % 4)) })
      await must(client, 'set', server.pubsub, publishXml(node, facts.itemId, entry))
    }
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

/** Of about 3,000 words, with headings, as an author of long posts writes. Its last words tell that all of it is there. */
export async function seedArticle(server: TestServer, author: Person, node: string, itemId: string): Promise<void> {
  const client = await rawClient({ websocketUrl: server.websocketUrl, ...author })
  const facts = { service: server.pubsub, node, itemId, author: { jid: author.jid, name: author.local }, tags: [], at: Date.now() }
  const parts = Array.from({ length: 30 }, (_, index) => `<h2>Part ${index + 1}</h2><p>${TEXT.repeat(3)}</p><p>${TEXT.repeat(2)}</p>`)
  const markup = `<div xmlns='http://www.w3.org/1999/xhtml'>${parts.join('')}<p>${LAST_WORDS}</p></div>`
  const entry = entryXml({
    ...facts,
    title: 'A long look at swallows',
    text: undefined,
    comments: { service: server.pubsub, node: commentsNode(itemId) },
  })
  await must(
    client,
    'set',
    server.pubsub,
    publishXml(node, itemId, entry.replace('</entry>', `<content type='xhtml'>${markup}</content></entry>`)),
  )
  await client.stop()
}
