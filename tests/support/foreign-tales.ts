/**
 * What others say in a chat, in the dialects that they have, and what Kith is to make of it. By slixmpp's plugins where it has one, else
 * as its writer is known to send it.
 */
import { expect } from 'vitest'
import { postKeyOf } from '../../src/model/keys.ts'
import type { Message } from '../../src/model/message.ts'
import type { BareJid } from '../../src/shared/jid.ts'
import { jid } from './engines.ts'
import type { SlixmppClient } from './slixmpp.ts'

/** What is said at once, and the rows that it is in the end. */
export interface Tale {
  tell(by: SlixmppClient, to: BareJid): Promise<unknown>
  /** What the rows of it have at least, in their order. */
  is: Partial<Message>[]
}

const file = (url: string, mediaType: string) => ({ url, mediaType })
const url = (name: string): string => `https://files.example/${name}`
const raw = (by: SlixmppClient, to: BareJid, id: string, content: string, type = 'chat'): Promise<void> =>
  by.raw(`<message to='${to}' type='${type}' id='${id}'>${content}</message>`)
const xhtml = (inside: string): string =>
  `<html xmlns='http://jabber.org/protocol/xhtml-im'><body xmlns='http://www.w3.org/1999/xhtml'>${inside}</body></html>`
const sfs = (address: string, facts: string): string =>
  `<file-sharing xmlns='urn:xmpp:sfs:0' disposition='inline'><file xmlns='urn:xmpp:file:metadata:0'>${facts}</file>` +
  `<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${address}'/></sources></file-sharing>`
/** As Movim has it, with its small picture. */
const sims = (address: string): string =>
  `<reference xmlns='urn:xmpp:reference:0' type='data'><media-sharing xmlns='urn:xmpp:sims:1'><file xmlns='urn:xmpp:jingle:apps:file-transfer:4'>` +
  `<media-type>image/webp</media-type><name>chat_1.webp</name><size>4321</size><thumbnail xmlns='urn:xmpp:thumbs:1' uri='data:image/thumbhash;base64,` +
  `4vcJD4B3eIiAeIeHeHiAiHh3eIdoeA' media-type='image/thumbhash' width='320' height='200'/></file><sources>` +
  `<reference xmlns='urn:xmpp:reference:0' type='data' uri='${address}'/></sources></media-sharing></reference><x xmlns='jabber:x:oob'><url>${address}</url></x>`

const files: Record<string, Tale> = {
  'an address alone, as Conversations and Gajim send a file': {
    tell: (by, to) => by.say({ to, body: url('oob.jpg'), oob: { url: url('oob.jpg') } }),
    is: [{ body: '', files: [expect.objectContaining(file(url('oob.jpg'), 'image/jpeg'))] }],
  },
  'an address without a text, as XEP-0066 once had it': {
    tell: (by, to) => by.say({ to, oob: { url: url('bare.png'), desc: 'A view' }, store: true }),
    is: [{ body: '', files: [expect.objectContaining({ ...file(url('bare.png'), 'image/png'), alt: 'A view' })] }],
  },
  'an address that words speak of is no file': {
    tell: (by, to) => by.say({ to, body: 'See https://example.org/ first', oob: { url: 'https://example.org/' } }),
    is: [{ body: 'See https://example.org/ first' }],
  },
  'a picture of Movim': {
    tell: (by, to) => raw(by, to, 'movim', `<body>${url('chat_1.webp')}</body>${sims(url('chat_1.webp'))}`),
    is: [
      {
        body: '',
        files: [
          expect.objectContaining({
            ...file(url('chat_1.webp'), 'image/webp'),
            title: 'chat_1.webp',
            bytes: 4321,
            width: 320,
            height: 200,
          }),
        ],
      },
    ],
  },
  'a voice message of XEP-0447': {
    tell: (by, to) => {
      const facts = '<media-type>audio/ogg</media-type><name>v.ogg</name><size>99</size><length>4200</length>'
      return raw(
        by,
        to,
        'sfs',
        `<body>${url('v.ogg')}</body>${sfs(url('v.ogg'), facts)}<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:sfs:0'><body/></fallback>`,
      )
    },
    is: [{ body: '', files: [expect.objectContaining({ ...file(url('v.ogg'), 'audio/ogg'), bytes: 99, length: 4200 })] }],
  },
  'a sticker of XEP-0449': {
    tell: (by, to) =>
      raw(
        by,
        to,
        '449',
        `<body>😘</body>${sfs(url('kiss.png'), '<media-type>image/png</media-type><desc>A kiss</desc>')}<sticker xmlns='urn:xmpp:stickers:0' pack='EpRv28DHHzFrE4zd'/>`,
      ),
    is: [{ sticker: { alt: 'A kiss' }, files: [expect.objectContaining(file(url('kiss.png'), 'image/png'))] }],
  },
}

const words: Record<string, Tale> = {
  'a deed': { tell: (by, to) => by.say({ to, body: '/me bows' }), is: [{ body: '/me bows' }] },
  'words without a type': {
    tell: (by, to) => by.say({ to, type: 'normal', body: 'Plain & <simple>' }),
    is: [{ body: 'Plain & <simple>' }],
  },
  'markup beside plain words': {
    tell: (by, to) => raw(by, to, 'html', `<body>Bold</body>${xhtml('<p><strong>Evil</strong></p>')}`),
    is: [{ body: 'Bold' }],
  },
  'words that are not to be styled': {
    tell: (by, to) => raw(by, to, 'unstyled', "<body>*no*</body><unstyled xmlns='urn:xmpp:styling:0'/>"),
    is: [{ body: '*no*', unstyled: true }],
  },
  'a spoiler with a hint, and one without': {
    tell: async (by, to) => {
      await raw(by, to, 'spoiler', "<body>He dies</body><spoiler xmlns='urn:xmpp:spoiler:0'>The end</spoiler>")
      await by.say({ to, body: 'She too', spoiler: true })
    },
    is: [
      { body: 'He dies', spoiler: 'The end' },
      { body: 'She too', spoiler: '' },
    ],
  },
  'a name': {
    tell: (by, to) =>
      raw(
        by,
        to,
        'name',
        "<body>🎉 @Ben come</body><reference xmlns='urn:xmpp:reference:0' type='mention' begin='2' end='6' uri='xmpp:ben@localhost'/>",
      ),
    is: [{ body: '🎉 @Ben come', mentions: [{ text: '@Ben', jid: jid('ben@localhost') }] }],
  },
  'a place as its address and as an element': {
    tell: async (by, to) => {
      await by.say({ to, body: 'geo:48.2,16.37;u=35' })
      await by.say({ to, body: 'geo:48.2,16.37', geoloc: { lat: 48.2, lon: 16.37 } })
      await by.say({ to, geoloc: { lat: -48.2, lon: 0.00002 }, store: true })
    },
    is: [{ body: 'geo:48.2,16.37;u=35' }, { body: 'geo:48.2,16.37' }, { body: 'geo:-48.2,0.00002' }],
  },
  'cards of pages in their older forms': {
    tell: async (by, to) => {
      const RDF = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
      const title = (namespace: string): string => `<title xmlns='${namespace}'>Bread</title>`
      const [page, other] = ['https://example.org/1', 'https://example.org/2']
      await raw(
        by,
        to,
        'og1',
        `<body>${page}</body><rdf:Description ${RDF} about='${page}'>${title('http://ogp.me/ns#')}</rdf:Description>`,
      )
      const inner = `<rdf:Description rdf:about='${other}'>${title('https://ogp.me/ns#')}</rdf:Description>`
      await raw(by, to, 'og2', `<body>${other}</body><rdf:RDF ${RDF}>${inner}</rdf:RDF>`)
    },
    is: [1, 2].map(nth => ({ links: [expect.objectContaining({ url: `https://example.org/${nth}`, title: 'Bread' })] })),
  },
  'a post that Movim passes on': {
    tell: (by, to) => {
      const uri = 'xmpp:pubsub.localhost?;node=a%20b;item=1'
      return raw(
        by,
        to,
        'post',
        `<body>Read</body><reference xmlns='urn:xmpp:reference:0' type='data' uri='${uri}'/><x xmlns='jabber:x:oob'><url>${uri}</url></x>`,
      )
    },
    is: [{ body: 'Read', post: postKeyOf({ service: jid('pubsub.localhost'), node: 'a b', itemId: '1' }) }],
  },
}

const answers: Record<string, Tale> = {
  'an answer with its quotation, as it is now, as it was first, and without one': {
    tell: async (by, to) => {
      const id = await by.say({ to, body: 'Who 🎉?' })
      const body = '> Who 🎉?\nI'
      const now = "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='9'/></fallback>"
      await raw(by, to, 'reply', `<body>&gt; Who 🎉?\nI</body><reply xmlns='urn:xmpp:reply:0' id='${id}' to='${to}'/>${now}`)
      const older = { for: 'urn:xmpp:reply:0', fallback_body: { start: '0', end: '9' } }
      await by.say({ to, body: `${body} too`, reply: { id, to }, feature_fallback: older })
      await by.say({ to, body: 'Nobody', reply: { id, to: `${to}/x` } })
    },
    is: [
      { body: 'Who 🎉?' },
      { body: 'I', reply: { id: expect.any(String) as string, to: expect.any(String) as BareJid, quote: 'Who 🎉?' } },
      { body: 'I too', reply: { id: expect.any(String) as string, to: expect.any(String) as BareJid, quote: 'Who 🎉?' } },
      { body: 'Nobody', reply: { id: expect.any(String) as string, to: expect.any(String) as BareJid, quote: '' } },
    ],
  },
  'other words, twice, named by the first id and by that of the words before': {
    tell: async (by, to) => {
      const [one, other] = [await by.say({ to, body: 'helo' }), await by.say({ to, body: 'wrld' })]
      await by.say({ to, body: 'hallo', replace: { id: one } })
      await by.say({ to, body: 'hello', replace: { id: one } })
      const before = await by.say({ to, body: 'wrold', replace: { id: other } })
      await by.say({ to, body: 'world', replace: { id: before } })
    },
    is: [
      { body: 'hello', versions: ['helo', 'hallo', 'hello'].map(body => expect.objectContaining({ body })) },
      { body: 'world', versions: ['wrld', 'wrold', 'world'].map(body => expect.objectContaining({ body })) },
    ],
  },
  'what was taken back, in the form of today and in that of slixmpp': {
    tell: async (by, to) => {
      const [one, other] = [await by.say({ to, body: 'Oh no' }), await by.say({ to, body: 'No, no' })]
      await by.call('xep_0424', 'send_retraction', { mto: to, id: one })
      const body = '<body>Took something back</body>'
      await raw(
        by,
        to,
        'retract',
        `<retract xmlns='urn:xmpp:message-retract:1' id='${other}'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:message-retract:1'/>${body}`,
      )
    },
    is: [
      { body: '', retracted: true },
      { body: '', retracted: true },
    ],
  },
  'feelings, all of them each time': {
    tell: async (by, to) => {
      const [one, other] = [await by.say({ to, body: 'Cake' }), await by.say({ to, body: 'Rain' })]
      for (const values of [['👍', '🎉'], ['🎂']]) await by.say({ to, reactions: { id: one, values }, store: true })
      for (const values of [['👎'], []]) await by.say({ to, reactions: { id: other, values }, store: true })
    },
    is: [{ body: 'Cake', reactions: [expect.objectContaining({ emojis: ['🎂'] })] }, { body: 'Rain' }],
  },
}

export const TALES: Record<string, Tale> = { ...files, ...words, ...answers }
