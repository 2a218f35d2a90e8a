/** The independent witness of what a server holds, and the stranger who sends what he likes: a raw stream with a resource. */
import { escapeXml, type RawOptions, type RawStream, rawStream } from './raw-stream.ts'

export { escapeXml }

export interface RawClient extends RawStream {
  readonly fullJid: string
  /** Texts of the archived messages with somebody, in archive order. */
  archiveBodies(withJid: string): Promise<string[]>
  /** Atom titles of a node's items. */
  itemTitles(service: string, node: string): Promise<string[]>
}

export async function rawClient(options: RawOptions): Promise<RawClient> {
  const stream = await rawStream(options)
  const resource = options.resource ? `<resource>${escapeXml(options.resource)}</resource>` : ''
  const bound = await stream.iq('set', null, `<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${resource}</bind>`)
  let queries = 0

  const archivePage = async (withJid: string, after: string): Promise<{ bodies: string[]; last: string; complete: boolean }> => {
    queries += 1
    const queryId = `q${queries}`
    const answer = await stream.iq(
      'set',
      null,
      `<query xmlns='urn:xmpp:mam:2' queryid='${queryId}'><x xmlns='jabber:x:data' type='submit'>` +
        `<field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value></field>` +
        `<field var='with'><value>${escapeXml(withJid)}</value></field></x>` +
        `<set xmlns='http://jabber.org/protocol/rsm'><max>50</max>${after ? `<after>${escapeXml(after)}</after>` : ''}</set></query>`,
    )
    const bodies = stream.received
      .map(stanza => stanza.getChild('result', 'urn:xmpp:mam:2'))
      .filter(result => result?.attrs['queryid'] === queryId)
      .map(result => result?.getChild('forwarded')?.getChild('message')?.getChildText('body') ?? '')
      .filter(body => body !== '')
    const fin = answer.getChild('fin')
    return { bodies, last: fin?.getChild('set')?.getChildText('last') ?? '', complete: fin?.attrs['complete'] === 'true' }
  }

  return {
    ...stream,
    fullJid: bound.getChild('bind')?.getChildText('jid') ?? '',
    archiveBodies: async withJid => {
      const bodies: string[] = []
      let page = { bodies, last: '', complete: false }
      do {
        page = await archivePage(withJid, page.last)
        bodies.push(...page.bodies)
      } while (!page.complete && page.last !== '')
      return bodies
    },
    itemTitles: async (service, node) => {
      const answer = await stream.iq(
        'get',
        service,
        `<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='${escapeXml(node)}' max_items='10000'/></pubsub>`,
      )
      const items = answer.getChild('pubsub')?.getChild('items')?.getChildren('item') ?? []
      return items.map(item => item.getChild('entry')?.getChildText('title') ?? '')
    },
  }
}
