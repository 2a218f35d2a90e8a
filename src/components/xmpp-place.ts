import { postKeyOf } from '#model/keys.ts'
import { isCommentsNode } from '#model/post.ts'
import { hasLocal } from '#shared/jid.ts'
import { parseXmppUri } from '#shared/xmpp-uri.ts'
import { type Place, placeOfChat, placeOfNode, placeOfPerson, placeOfPost, placeOfService } from './places.ts'

/** The place in the app an `xmpp:` address names. It is only shown there: an address that asks for an action does nothing by itself. */
export function placeOfXmppUri(address: string): Place | undefined {
  const uri = parseXmppUri(address)
  if (!uri) return undefined
  const { jid, node, item, action } = uri
  if (node && isCommentsNode(node)) return undefined
  if (node && item) return placeOfPost(postKeyOf({ service: jid, node, itemId: item }))
  if (node) return placeOfNode(jid, node)
  if (!hasLocal(jid)) return placeOfService(jid)
  return action === 'message' || action === 'join' ? placeOfChat(jid) : placeOfPerson(jid)
}
