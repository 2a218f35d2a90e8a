import { type BareJid, bareOf } from '#shared/jid.ts'
import { buildGeoUri } from '#shared/geo-uri.ts'
import { postKeyOf } from '#model/keys.ts'
import type { SeenMessage } from '#model/merge-message.ts'
import { type MessageContent, withNamed } from '#model/message-content.ts'
import type { SeenEffect } from '#model/message-effect.ts'
import type { Enclosure } from '#model/post.ts'
import { addressesOf, isFromRoom, messageType, parseBody } from '#protocol/rfc6121-message.ts'
import { parseGeoloc } from '#protocol/xep0080-geoloc.ts'
import { wantsReceipt } from '#protocol/xep0184-receipts.ts'
import { parseCorrection } from '#protocol/xep0308-correct.ts'
import { parseSpoiler } from '#protocol/xep0382-spoiler.ts'
import { isUnstyled } from '#protocol/xep0393-styling.ts'
import { isMarkable } from '#protocol/xep0333-markers.ts'
import { parseBobPicture } from '#protocol/xep0231-bob.ts'
import { isSticker, parseStickerPack } from '#protocol/xep0449-stickers.ts'
import { isDrawn } from '#model/upload.ts'
import { parseOriginId, parseStanzaId } from '#protocol/xep0359-stanza-ids.ts'
import { parseMentions, parsePostReference } from '#protocol/xep0372-references.ts'
import { parseRetraction } from '#protocol/xep0424-retract.ts'
import { parseMessageReactions } from '#protocol/xep0444-reactions.ts'
import { NS_REPLY, parseReply } from '#protocol/xep0461-reply.ts'
import { parseLinkMetadata } from '#protocol/xep0511-link-metadata.ts'
import { parseSharedFiles, type SharedFile } from '#protocol/shared-files.ts'
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
 * The message in a stanza of the own account, whatever path it came by; undefined for everything else: room messages, signals
 * without text, messages between others.
 */
export function readMessage(message: Element, { account, archiveId, stampAt, sentAt }: MessageSetting): SeenMessage | undefined {
  const parties = partiesOf(message, account)
  const content = contentOf(message)
  if (!isChat(message) || !content || !parties || deedOf(message)) return undefined
  return {
    ...parties,
    ...postOf(message),
    ...content,
    ...stickerOf(message, content, parties.from),
    ...(isUnstyled(message) && { unstyled: true as const }),
    stampAt,
    sentAt,
    ...(archiveId !== null && { fromArchive: true as const }),
    ...nameOf(message, account, archiveId),
    wantsReceipt: wantsReceipt(message),
    markable: isMarkable(message),
  }
}

/** What a stanza of the own account says about an earlier message; undefined for everything else. */
export function readEffect(message: Element, { account, archiveId, stampAt }: MessageSetting): SeenEffect | undefined {
  const deed = deedOf(message)
  const parties = partiesOf(message, account)
  if (!isChat(message) || !parties || !deed) return undefined
  const path = archiveId !== null && { fromArchive: true as const }
  return { ...parties, ...deed, stampAt, ...path, ...nameOf(message, account, archiveId) }
}

/** Between two people. */
export function isChat(message: Element): boolean {
  const type = messageType(message)
  return (type === 'chat' || type === 'normal') && !isFromRoom(message)
}

/** The ids it goes by. */
function nameOf(message: Element, account: BareJid, archiveId: string | null) {
  const id = shortId(attr(message, 'id'))
  const originId = shortId(parseOriginId(message))
  return {
    originId,
    stanzaId: id === originId ? null : id,
    archive: account,
    // XEP-0359 §6: only the own account speaks for the own archive; the server strips forged ones.
    archiveId: archiveId ?? shortId(parseStanzaId(message, account)),
  }
}

/** Undefined also where the id is too long to be kept: words are a message of their own then. */
function deedOf(message: Element): Pick<SeenEffect, 'deed' | 'target'> | undefined {
  const retracted = parseRetraction(message)
  if (retracted !== undefined && retracted.length <= MAX_ID) return { deed: { kind: 'retraction' }, target: retracted }
  const reactions = parseMessageReactions(message)
  if (reactions && reactions.id.length <= MAX_ID) return { deed: { kind: 'reactions', emojis: reactions.emojis }, target: reactions.id }
  const corrected = parseCorrection(message)
  const content = corrected !== undefined && corrected.length <= MAX_ID ? contentOf(message) : undefined
  if (corrected === undefined || !content) return undefined
  const { reply: _, ...said } = content
  return { deed: { kind: 'correction', ...said }, target: corrected }
}

/**
 * What is said: the words without what stands among them for other clients, what is shared, and what is answered. Undefined where
 * nothing is.
 */
function contentOf(message: Element): (MessageContent & Pick<SeenMessage, 'reply'>) | undefined {
  const told = (parseBody(message) || placeOf(message)).slice(0, MAX_BODY)
  const answer = parseReply(message, told)
  const isNamed = answer !== undefined && answer.reply.id.length <= MAX_ID
  const shared = parseSharedFiles(message, told, ...(isNamed ? [NS_REPLY] : []))
  const hasFiles = shared.files.length > 0
  if (told === '' && !hasFiles) return undefined
  // An answer that would say nothing is no answer.
  const reply = isNamed && (hasFiles || shared.body !== '') && { reply: answer.reply }
  const body = reply || hasFiles ? shared.body : told
  const files = hasFiles && { files: shared.files.map(enclosureOf) }
  // A card or a name of anything else would be one that nobody wrote.
  const named = withNamed({ body, links: parseLinkMetadata(message), mentions: parseMentions(message, told) })
  return { ...named, ...files, ...spoilerOf(message), ...reply }
}

/** A place that is told by its element alone, as the words that it would have been (XEP-0080, RFC 5870). */
function placeOf(message: Element): string {
  const place = parseGeoloc(message)
  return place ? buildGeoUri(place) : ''
}

function spoilerOf(message: Element): Pick<MessageContent, 'spoiler'> {
  const spoiler = parseSpoiler(message)
  return spoiler === undefined ? {} : { spoiler }
}

function enclosureOf({ name, description, ...facts }: SharedFile): Enclosure {
  return { ...facts, title: name, alt: description }
}

/** Drawn without words: what stands there as text is only what it shows, for who cannot see it. */
function stickerOf(
  message: Element,
  { body, files: [file] = [] }: Pick<SeenMessage, 'body' | 'files'>,
  sender: BareJid,
): Pick<SeenMessage, 'sticker'> & { body?: string } {
  if (file && isSticker(message) && isDrawn(file)) {
    const pack = parseStickerPack(message, sender)
    // A fallback for clients without stickers is what stands for it here as well, where only words have room.
    return { body: body || file.alt, sticker: { alt: file.alt || body, ...(pack && { pack }) } }
  }
  const held = file ? undefined : parseBobPicture(message)
  const holder = held && addressesOf(message).from
  return holder ? { sticker: { alt: held.alt || body, held: { cid: held.cid, holder } } } : {}
}

function postOf(message: Element): Pick<SeenMessage, 'post'> {
  const post = parsePostReference(message)
  const isUsable = post?.item && post.node.length + post.item.length <= MAX_ID
  return isUsable && post.item ? { post: postKeyOf({ service: post.service, node: post.node, itemId: post.item }) } : {}
}

/** Who speaks with whom; undefined when the own account is not one of the two. */
export function partiesOf(message: Element, account: BareJid): Pick<SeenMessage, 'conversation' | 'direction' | 'from'> | undefined {
  const { from: fullFrom, to: fullTo } = addressesOf(message)
  const from = fullFrom ? bareOf(fullFrom) : account
  const to = fullTo ? bareOf(fullTo) : account
  if (from === account) return { conversation: to, direction: 'out', from }
  return to === account ? { conversation: from, direction: 'in', from } : undefined
}
