import { parsePostKey } from '#model/keys.ts'
import type { MessageContent } from '#model/message-content.ts'
import type { Message } from '#model/message.ts'
import type { Enclosure } from '#model/post.ts'
import { buildChatMessage } from '#protocol/rfc6121-message.ts'
import { buildSharedFiles, type SharedFile } from '#protocol/shared-files.ts'
import { buildGeoloc } from '#protocol/xep0080-geoloc.ts'
import { buildMentions, buildPostReference } from '#protocol/xep0372-references.ts'
import { buildSticker } from '#protocol/xep0449-stickers.ts'
import { buildReply, quotationOf } from '#protocol/xep0461-reply.ts'
import { buildSpoiler } from '#protocol/xep0382-spoiler.ts'
import { buildLinkMetadata } from '#protocol/xep0511-link-metadata.ts'
import type { Element } from '#protocol/xml.ts'
import { parseGeoUri } from '#shared/geo-uri.ts'

/**
 * A message as it goes out, with what it answers, what it shares and the post that it passes on. Other words for it are sent with all of
 * that again, since they take the place of the whole of it (XEP-0308 §3).
 * @param said by now
 */
export function outgoingMessage(message: Message, { id, said }: { id: string; said: MessageContent }, ...more: Element[]): Element {
  const { conversation: to, reply } = message
  const { body, files = [] } = said
  // Older clients see a file only where the text is its address and nothing else, so no quotation stands before that.
  const areAlone = body === '' && files.length > 0
  // For clients that know nothing of answers.
  const quotation = reply && !areAlone ? quotationOf(reply.quote) : ''
  const answer = reply ? buildReply({ id: reply.id, to: reply.to ?? to }, quotation) : []
  const text = areAlone ? files.map(({ url }) => url).join('\n') : `${quotation}${body}`
  // Other words in its place are none.
  const isSticker = message.sticker !== undefined && said === message
  const shared = files.length > 0 ? buildSharedFiles(files.map(sharedFile), areAlone || isSticker) : []
  const parts = [
    ...referenceOf(message),
    ...placeOf(body),
    ...answer,
    ...shared,
    ...(isSticker ? stickerOf(message) : []),
    ...namedIn(text, said),
  ]
  return buildChatMessage({ to, id, body: text }, ...parts, ...more)
}

function stickerOf({ sticker, from }: Message): Element[] {
  return sticker ? [buildSticker(sticker.pack, from)] : []
}

/** What is told of its words. */
function namedIn(text: string, { links = [], mentions = [], spoiler }: MessageContent): Element[] {
  return [...links.map(buildLinkMetadata), ...buildMentions(text, mentions), ...(spoiler === undefined ? [] : [buildSpoiler(spoiler)])]
}

/** For readers who know places, but not the address of one. */
function placeOf(body: string): Element[] {
  const place = parseGeoUri(body)
  return place ? [buildGeoloc({ ...place, name: '' })] : []
}

function sharedFile({ title, alt, ...facts }: Enclosure): SharedFile {
  return { ...facts, name: title, description: alt }
}

function referenceOf({ post }: Message): Element[] {
  const address = post === undefined ? undefined : parsePostKey(post)
  return address ? buildPostReference({ service: address.service, node: address.node, item: address.itemId }) : []
}
