import { encodeBytes } from '#shared/base64.ts'
import type { DiscoInfo } from '#protocol/xep0030-disco.ts'
import { RECORDS_NODE } from '#protocol/kith-records.ts'
import { SAVED_POSTS_NODE } from '#protocol/kith-saved-posts.ts'
import { PUBLIC_FOLLOW_LIST } from '#protocol/movim-follow-list.ts'
import { NS_SPOILER } from '#protocol/xep0382-spoiler.ts'
import { NS_STYLING } from '#protocol/xep0393-styling.ts'
import { DISPLAYED_NODE } from '#protocol/xep0490-displayed-sync.ts'
import { type Caps, verificationString } from '#protocol/xep0115-caps.ts'

const CAPS_NODE = 'https://kith.invalid/'

/** What we are and can, as others may ask. `+notify` is what the server pushes to us unasked (XEP-0163 §4). */
export const OWN_INFO: DiscoInfo = {
  identities: [{ category: 'client', type: 'web', name: 'Kith', lang: '' }],
  features: [
    'http://jabber.org/protocol/caps',
    'http://jabber.org/protocol/chatstates',
    'http://jabber.org/protocol/disco#info',
    'http://jabber.org/protocol/nick+notify',
    'https://kith.invalid/notifications-seen:0+notify',
    'jabber:iq:version',
    'urn:xmpp:avatar:metadata+notify',
    'urn:xmpp:bookmarks:1+notify',
    'urn:xmpp:chat-markers:0',
    'urn:xmpp:fallback:0',
    `${RECORDS_NODE}+notify`,
    `${SAVED_POSTS_NODE}+notify`,
    `${DISPLAYED_NODE}+notify`,
    'urn:xmpp:message-correct:0',
    'urn:xmpp:message-retract:1',
    'urn:xmpp:microblog:0+notify',
    'urn:xmpp:ping',
    'urn:xmpp:pubsub:movim-public-subscription+notify',
    `${PUBLIC_FOLLOW_LIST}+notify`,
    'urn:xmpp:reactions:0',
    'urn:xmpp:receipts',
    'urn:xmpp:reply:0',
    'urn:xmpp:sid:0',
    NS_SPOILER,
    NS_STYLING,
  ],
  forms: [],
}

/** The hash that stands for `OWN_INFO` in presence (XEP-0115 §5.1). */
export async function ownCaps(): Promise<Caps> {
  const text = new TextEncoder().encode(verificationString(OWN_INFO) ?? '')
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-1', text))
  return { node: CAPS_NODE, version: encodeBytes(hash), hash: 'sha-1' }
}
