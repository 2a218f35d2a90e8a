import { createHash } from 'node:crypto'
import { escapeXml } from '../../support/raw-client.ts'
import { commentsNode, entryXml, publishXml } from './entry.ts'
import { PEOPLE } from './people.ts'
import { landscape } from './picture.ts'
import { must, type World } from './world.ts'
import { uploadPicture } from './upload-picture.ts'

const HOUR = 3_600_000
const NODE_OPEN = { 'pubsub#access_model': 'open', 'pubsub#max_items': 'max', 'pubsub#persist_items': '1', 'pubsub#notify_retract': '1' }

export function optionsXml(values: Record<string, string>, formType: string): string {
  const fields = Object.entries(values).map(([name, value]) => `<field var='${name}'><value>${escapeXml(value)}</value></field>`)
  return `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>${formType}</value></field>${fields.join('')}</x>`
}

export function createNodeXml(node: string, values: Record<string, string>): string {
  const form = optionsXml(values, 'http://jabber.org/protocol/pubsub#node_config')
  return `<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='${escapeXml(node)}'/><configure>${form}</configure></pubsub>`
}

/** Everybody knows everybody, has a face and a word about themselves, and a blog. */
export async function seedPeople(world: World): Promise<void> {
  const { clients, jidOf } = world
  for (const client of clients.values()) client.send('<presence/>')
  for (const { local } of PEOPLE) {
    const client = clients.get(local)
    if (!client) continue
    for (const other of PEOPLE.filter(person => person.local !== local)) {
      const item = `<item jid='${jidOf(other.local)}' name='${escapeXml(other.name)}'/>`
      await must(client, 'set', null, `<query xmlns='jabber:iq:roster'>${item}</query>`)
      client.send(`<presence type='subscribed' to='${jidOf(other.local)}'/>`)
    }
  }
  for (const { local } of PEOPLE) {
    for (const other of PEOPLE)
      if (other.local !== local) clients.get(local)?.send(`<presence type='subscribe' to='${jidOf(other.local)}'/>`)
  }
  for (const [index, person] of PEOPLE.entries()) {
    await seedProfile(world, person.local, person.name, person.about, index)
    await seedBlog(world, index)
  }
}

async function seedProfile({ clients }: World, local: string, name: string, about: string, index: number): Promise<void> {
  const client = clients.get(local)
  if (!client) return
  const open = optionsXml({ 'pubsub#access_model': 'open' }, 'http://jabber.org/protocol/pubsub#publish-options')
  const publish = (node: string, id: string, payload: string): string =>
    `<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='${node}'><item id='${id}'>${payload}</item></publish><publish-options>${open}</publish-options></pubsub>`
  const card = `<vcard xmlns='urn:ietf:params:xml:ns:vcard-4.0'><fn><text>${escapeXml(name)}</text></fn><note><text>${escapeXml(about)}</text></note></vcard>`
  await must(client, 'set', null, publish('urn:xmpp:vcard4', 'current', card))
  await must(
    client,
    'set',
    null,
    publish('http://jabber.org/protocol/nick', 'current', `<nick xmlns='http://jabber.org/protocol/nick'>${escapeXml(name)}</nick>`),
  )
  const face = landscape(500 + index * 7, 96, 96)
  const hash = createHash('sha1').update(face).digest('hex')
  await must(
    client,
    'set',
    null,
    publish('urn:xmpp:avatar:data', hash, `<data xmlns='urn:xmpp:avatar:data'>${face.toString('base64')}</data>`),
  )
  const info = `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='${hash}' bytes='${face.length}' type='image/png' width='96' height='96'/></metadata>`
  await must(client, 'set', null, publish('urn:xmpp:avatar:metadata', hash, info))
}

async function seedBlog(world: World, index: number): Promise<void> {
  const person = PEOPLE[index]
  const client = person && world.clients.get(person.local)
  if (!person || !client) return
  const me = world.jidOf(person.local)
  const blog = 'urn:xmpp:microblog:0'
  await must(
    client,
    'set',
    null,
    createNodeXml(blog, { ...NODE_OPEN, 'pubsub#type': 'urn:xmpp:pubsub-social-feed:1', 'pubsub#send_last_published_item': 'never' }),
  )
  for (const [number, post] of person.posts.entries()) {
    const itemId = `${person.local}-${number + 1}`
    const picture = post.picture ? await uploadPicture(client, world.server.upload, 900 + index * 31 + number) : undefined
    const at = world.now - (person.posts.length - number) * 40 * HOUR - index * 5 * HOUR
    const entry = entryXml({
      service: me,
      node: blog,
      itemId,
      author: { jid: me, name: person.name },
      title: post.title,
      text: post.text,
      tags: post.tags ?? [],
      at,
      picture,
      comments: { service: me, node: commentsNode(itemId) },
    })
    await must(client, 'set', null, publishXml(blog, itemId, entry))
    await must(client, 'set', null, createNodeXml(commentsNode(itemId), { ...NODE_OPEN, 'pubsub#publish_model': 'open' }))
  }
}
