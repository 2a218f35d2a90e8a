import { createHash } from 'node:crypto'
import { escapeXml, type RawClient } from '../../support/raw-client.ts'
import { publishXml } from './entry.ts'
import { createNodeXml } from './seed-people.ts'
import { must } from './world.ts'

const LIST = 'urn:xmpp:pubsub:movim-public-subscription'

/** Somebody follows nodes: each is a subscription and an item in a list that only its owner may read. */
export async function seedFollows(
  client: RawClient,
  me: string,
  nodes: readonly { service: string; node: string; title: string }[],
): Promise<void> {
  const options = {
    'pubsub#access_model': 'whitelist',
    'pubsub#max_items': 'max',
    'pubsub#persist_items': '1',
    'pubsub#send_last_published_item': 'never',
  }
  await must(client, 'set', null, createNodeXml(LIST, options))
  for (const { service, node, title } of nodes) {
    const subscribe = `<subscribe node='${escapeXml(node)}' jid='${me}'/>`
    await must(client, 'set', service, `<pubsub xmlns='http://jabber.org/protocol/pubsub'>${subscribe}</pubsub>`)
    const id = createHash('sha1').update(`${service}<${node}<${me}`).digest('hex')
    const payload = `<subscription xmlns='urn:xmpp:pubsub:subscription:0' server='${service}' node='${escapeXml(node)}'><title>${escapeXml(title)}</title></subscription>`
    await must(client, 'set', null, publishXml(LIST, id, payload))
  }
}
