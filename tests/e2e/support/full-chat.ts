import { escapeXml, type RawClient } from '../../support/raw-client.ts'

interface Shared {
  url: string
  /** Of a second of sound, anywhere. */
  sound: string
}

const NS = {
  sfs: 'urn:xmpp:sfs:0',
  meta: 'urn:xmpp:file:metadata:0',
}

function fileOf(url: string, facts: string): string {
  const sources = `<sources><url-data xmlns='http://jabber.org/protocol/url-data' target='${url}'/></sources>`
  return (
    `<file-sharing xmlns='${NS.sfs}'><file xmlns='${NS.meta}'>${facts}</file>${sources}</file-sharing>` +
    `<fallback xmlns='urn:xmpp:fallback:0' for='${NS.sfs}'><body/></fallback>`
  )
}

/**
 * A conversation with one of everything in it, as others send it.
 * @param me who sends to `other` what is mine
 */
export async function sayEverything(friend: RawClient, me: RawClient, { url, sound }: Shared): Promise<void> {
  const bare = (client: RawClient): string => client.fullJid.replace(/\/.*$/, '')
  let last = friend
  const send = async (by: RawClient, stanza: string): Promise<void> => {
    // In the order in which they stand here, whoever sends them.
    if (by !== last) await last.iq('get', null, "<ping xmlns='urn:xmpp:ping'/>").catch(() => undefined)
    last = by
    by.send(stanza)
  }
  const say = (by: RawClient, id: string, body: string, more = ''): Promise<void> => {
    const to = by === friend ? bare(me) : bare(friend)
    return send(
      by,
      `<message to='${to}' type='chat' id='${id}'><body>${escapeXml(body)}</body><origin-id xmlns='urn:xmpp:sid:0' id='${id}'/>${more}</message>`,
    )
  }
  const picture = '<media-type>image/png</media-type><name>harbour.png</name><size>4000</size><width>720</width><height>450</height>'
  await say(friend, 'a1', 'urn-free words: *strong*, _leaning_, ~gone~, `code`\n> quoted\n```\nlet tide = 4\n```')
  await say(friend, 'a2', url, fileOf(url, `${picture}<desc>harbour.png</desc>`))
  await say(
    me,
    'a3',
    sound,
    fileOf(sound, '<media-type>audio/ogg</media-type><name>gulls.ogg</name><size>9000</size><length>65000</length>'),
  )
  await say(friend, 'a4', 'geo:52.516275,13.377704')
  await say(friend, 'a5', 'it sinks', "<spoiler xmlns='urn:xmpp:spoiler:0'>tide.ogg</spoiler>")
  await say(
    me,
    'a6',
    'https://www.example.org/tide',
    "<rdf:Description xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:og='https://ogp.me/ns#' rdf:about='https://www.example.org/tide'><og:title>tide.example</og:title></rdf:Description>",
  )
  await say(
    me,
    'a7',
    '> urn-free words\nurn-free answer',
    `<reply xmlns='urn:xmpp:reply:0' id='a1' to='${bare(friend)}'/><fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='0' end='17'/></fallback>`,
  )
  await say(friend, 'a8', '🦭🦭')
  await send(
    friend,
    `<message to='${bare(me)}' type='chat' id='r1'><reactions xmlns='urn:xmpp:reactions:0' id='a7'><reaction>👍</reaction><reaction>🌊</reaction></reactions><store xmlns='urn:xmpp:hints'/></message>`,
  )
  await say(friend, 'a9', '/me waves')
  await say(me, 'b1', 'urn-free first')
  await say(me, 'b2', 'urn-free second', "<replace xmlns='urn:xmpp:message-correct:0' id='b1'/>")
  await say(
    friend,
    'b3',
    url.replace('.png', '.pdf'),
    fileOf(url.replace('.png', '.pdf'), '<media-type>application/pdf</media-type><name>tides.pdf</name><size>250000</size>'),
  )
  await say(friend, 'b4', 'urn-free regret')
  await send(
    friend,
    `<message to='${bare(me)}' type='chat' id='b5'><retract xmlns='urn:xmpp:message-retract:1' id='b4'/><store xmlns='urn:xmpp:hints'/></message>`,
  )
  await say(friend, 'b6', 'urn-free end of it')
}
