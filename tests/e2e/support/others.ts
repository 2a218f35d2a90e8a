/** What other people do from their own clients, by raw stanzas: none of it goes through Kith. */
import { commentsNode, entryXml, publishXml } from '../../servers/demo-world/entry.ts'
import { createNodeXml } from '../../servers/demo-world/seed-people.ts'
import { must } from '../../servers/demo-world/world.ts'
import type { RawClient } from '../../support/raw-client.ts'

export const BLOG = 'urn:xmpp:microblog:0'

const OPEN = {
  'pubsub#access_model': 'open',
  'pubsub#publish_model': 'open',
  'pubsub#max_items': 'max',
  'pubsub#persist_items': '1',
  'pubsub#notify_retract': '1',
}

const bareOf = ({ fullJid }: RawClient): string => fullJid.replace(/\/.*$/, '')

/** A blog that everybody may read. */
export async function makeBlog(client: RawClient): Promise<void> {
  await must(client, 'set', null, createNodeXml(BLOG, { ...OPEN, 'pubsub#publish_model': 'publishers' }))
}

/** A place where everybody may write. */
export async function makeCommunity(client: RawClient, service: string, node: string, title: string): Promise<void> {
  await must(
    client,
    'set',
    service,
    createNodeXml(node, { ...OPEN, 'pubsub#title': title, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1' }),
  )
}

/** Puts somebody into the own contact list, where nobody may see anybody by it: what they write is no stranger's any more. */
export async function know(client: RawClient, ...whom: string[]): Promise<void> {
  for (const jid of whom) await must(client, 'set', null, `<query xmlns='jabber:iq:roster'><item jid='${jid}'/></query>`)
}

interface WrittenPost {
  /** Default: the own blog. */
  service?: string
  node?: string
  itemId: string
  title: string
  text?: string
  pictureUrl?: string
}

/** A post as other clients write it, with a place for its comments. */
export async function write(client: RawClient, { service, node = BLOG, itemId, title, text, pictureUrl }: WrittenPost): Promise<void> {
  const me = bareOf(client)
  const comments = { service: service ?? me, node: commentsNode(itemId) }
  const entry = entryXml({
    service: service ?? me,
    node,
    itemId,
    author: { jid: me, name: me.split('@')[0] ?? me },
    title,
    text,
    tags: [],
    at: Date.now(),
    picture: pictureUrl === undefined ? undefined : { url: pictureUrl, bytes: 1000 },
    comments,
  })
  await must(client, 'set', service ?? null, publishXml(node, itemId, entry))
  await must(client, 'set', service ?? null, createNodeXml(comments.node, OPEN))
}

export async function comment(client: RawClient, service: string, itemId: string, text: string): Promise<void> {
  const node = commentsNode(itemId)
  const me = bareOf(client)
  const entry = entryXml({
    service,
    node,
    itemId: `${me}-${text.length}`,
    author: { jid: me, name: me.split('@')[0] ?? me },
    title: text,
    text: undefined,
    tags: [],
    at: Date.now(),
  })
  await must(client, 'set', service, publishXml(node, `${me}-${text.length}`, entry))
}
