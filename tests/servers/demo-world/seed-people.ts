import { createHash } from 'node:crypto'
import { escapeXml } from '../../support/raw-client.ts'
import { FACES } from './faces.ts'
import { PEOPLE } from './people.ts'
import { portrait } from './pictures/portrait.ts'
import { must, type World } from './world.ts'

export function optionsXml(values: Record<string, string>, formType: string): string {
  const fields = Object.entries(values).map(([name, value]) => `<field var='${name}'><value>${escapeXml(value)}</value></field>`)
  return `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>${formType}</value></field>${fields.join('')}</x>`
}

export function createNodeXml(node: string, values: Record<string, string>): string {
  const form = optionsXml(values, 'http://jabber.org/protocol/pubsub#node_config')
  return `<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='${escapeXml(node)}'/><configure>${form}</configure></pubsub>`
}

/** Everybody knows everybody, and has a face and a word about themselves. */
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
  for (const { local, name, about } of PEOPLE) await seedProfile(world, local, name, about)
}

async function seedProfile({ clients }: World, local: string, name: string, about: string): Promise<void> {
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
  const looks = FACES[local]
  if (!looks) throw new Error(`${local} has no face`)
  const face = portrait(looks, 160)
  const hash = createHash('sha1').update(face).digest('hex')
  await must(
    client,
    'set',
    null,
    publish('urn:xmpp:avatar:data', hash, `<data xmlns='urn:xmpp:avatar:data'>${face.toString('base64')}</data>`),
  )
  const info = `<metadata xmlns='urn:xmpp:avatar:metadata'><info id='${hash}' bytes='${face.length}' type='image/png' width='160' height='160'/></metadata>`
  await must(client, 'set', null, publish('urn:xmpp:avatar:metadata', hash, info))
}
