import { escapeXml } from '../../support/raw-client.ts'

export interface EntryFacts {
  service: string
  node: string
  itemId: string
  author: { jid: string; name: string }
  title: string
  text: string | undefined
  tags: readonly string[]
  at: number
  picture?: { url: string; bytes: number; alt?: string } | undefined
  comments?: { service: string; node: string }
}

export function commentsNode(itemId: string): string {
  return `urn:xmpp:microblog:0:comments/${itemId}`
}

/** A post as Movim and XEP-0472 write it. */
export function entryXml({ service, node, itemId, author, title, text, tags, at, picture, comments }: EntryFacts): string {
  const date = new Date(at).toISOString()
  const place = escapeXml(`xmpp:${service}?;node=${node};item=${itemId}`)
  return [
    `<entry xmlns='http://www.w3.org/2005/Atom'>`,
    `<id>tag:${escapeXml(service)},2026:${escapeXml(node)}/${escapeXml(itemId)}</id>`,
    `<title>${escapeXml(title)}</title>`,
    `<author><name>${escapeXml(author.name)}</name><uri>xmpp:${escapeXml(author.jid)}</uri></author>`,
    `<link rel='alternate' href='${place}'/>`,
    comments ? `<link rel='replies' title='comments' href='${escapeXml(`xmpp:${comments.service}?;node=${comments.node}`)}'/>` : '',
    picture
      ? `<link rel='enclosure' href='${escapeXml(picture.url)}' type='image/png' title='${escapeXml(picture.alt ?? 'picture.png')}' length='${picture.bytes}'/>`
      : '',
    text
      ? `<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>${escapeXml(text)}</p></div></content><content type='text'>${escapeXml(text)}</content>`
      : '',
    `<published>${date}</published><updated>${date}</updated>`,
    ...tags.map(tag => `<category term='${escapeXml(tag)}'/>`),
    `</entry>`,
  ].join('')
}

export function publishXml(node: string, itemId: string, payload: string): string {
  return `<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='${escapeXml(node)}'><item id='${escapeXml(itemId)}'>${payload}</item></publish></pubsub>`
}
