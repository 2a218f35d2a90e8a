import { type BareJid, bareOf } from '#shared/jid.ts'
import { postKeyOf } from '#model/keys.ts'
import type { SeenMessage } from '#model/merge-message.ts'
import { addressesOf, isFromRoom, messageType, parseBody } from '#protocol/rfc6121-message.ts'
import { wantsReceipt } from '#protocol/xep0184-receipts.ts'
import { isMarkable } from '#protocol/xep0333-markers.ts'
import { parseOriginId, parseStanzaId } from '#protocol/xep0359-stanza-ids.ts'
import { parsePostReference } from '#protocol/xep0372-references.ts'
import { type Element, attr } from '#protocol/xml.ts'

/** Longest text that is stored, in UTF-16 units. Longer ones are cut: nobody writes a megabyte by hand. */
const MAX_BODY = 1_048_576
const MAX_ID = 1_024

export interface MessageSetting {
  account: BareJid
  /** Id in the account's archive, where the path tells it; live messages carry it themselves. */
  archiveId: string | null
  /** Place in the archive's order, epoch ms on the server's clock. */
  stampAt: number
  sentAt: number
}

const shortId = (id: string | undefined): string | null => (id !== undefined && id.length <= MAX_ID ? id : null)

/**
 * The text message in a stanza of the own account, whatever path it came by; undefined for everything else: room messages, signals
 * without text, messages between others.
 */
export function readMessage(message: Element, { account, archiveId, stampAt, sentAt }: MessageSetting): SeenMessage | undefined {
  const type = messageType(message)
  const body = parseBody(message)
  if ((type !== 'chat' && type !== 'normal') || !body || isFromRoom(message)) return undefined
  const parties = partiesOf(message, account)
  if (!parties) return undefined
  const id = shortId(attr(message, 'id'))
  const originId = shortId(parseOriginId(message))
  return {
    ...parties,
    ...postOf(message),
    body: body.length > MAX_BODY ? body.slice(0, MAX_BODY) : body,
    stampAt,
    sentAt,
    originId,
    stanzaId: id === originId ? null : id,
    archive: account,
    // XEP-0359 §6: only the own account speaks for the own archive; the server strips forged ones.
    archiveId: archiveId ?? shortId(parseStanzaId(message, account)),
    wantsReceipt: wantsReceipt(message),
    markable: isMarkable(message),
  }
}

function postOf(message: Element): Pick<SeenMessage, 'post'> {
  const post = parsePostReference(message)
  const isUsable = post?.item && post.node.length + post.item.length <= MAX_ID
  return isUsable && post.item ? { post: postKeyOf({ service: post.service, node: post.node, itemId: post.item }) } : {}
}

/** Who speaks with whom; undefined when the own account is not one of the two. */
function partiesOf(message: Element, account: BareJid): Pick<SeenMessage, 'conversation' | 'direction' | 'from'> | undefined {
  const { from: fullFrom, to: fullTo } = addressesOf(message)
  const from = fullFrom ? bareOf(fullFrom) : account
  const to = fullTo ? bareOf(fullTo) : account
  if (from === account) return { conversation: to, direction: 'out', from }
  return to === account ? { conversation: from, direction: 'in', from } : undefined
}
