import type { Failure } from '#shared/errors.ts'
import type { BareJid, Jid } from '#shared/jid.ts'
import type { PostKey } from './keys.ts'
import type { NotifySetting } from './record.ts'
import type { MessageContent } from './message-content.ts'

/**
 * Of an outgoing message: queued (here) → sent (the server has it) → delivered (a receipt) → read (a marker); failed with a reason.
 * Incoming ones are `received`.
 */
export type MessageState = 'received' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

/** What a message said, and since when. */
export interface MessageVersion extends MessageContent {
  /** Epoch ms. */
  at: number
}

/** What somebody feels about a message. */
export interface MessageReaction {
  from: BareJid
  /** Each once. */
  emojis: string[]
  at: number
}

/** The message that another one answers. */
export interface Reply {
  /** As its sender named it. */
  id: string
  /** Who wrote it, as the one who answers says. */
  to: BareJid | null
  /** What of it came along. */
  quote: string
}

/** Where a pack of stickers lies. */
export interface PackAddress {
  service: BareJid
  node: string
  id: string
}

/** A message that is one picture. Its file is the first of the message, or its sender holds it ready under a name (XEP-0231). */
export interface Sticker {
  alt: string
  held?: { cid: string; holder: Jid }
  /** The pack that it is from, as its sender says. */
  pack?: PackAddress
}

export interface Message extends MessageContent {
  /** Local and for ever: ids of the wire are found through `aliases`. */
  key: string
  conversation: BareJid
  direction: 'in' | 'out'
  /** Who wrote it. */
  from: BareJid
  /** Drawn in place of its words, which stand for it where it cannot be. */
  sticker?: Sticker
  /** All that it said, the first and the last included. Missing where it was never changed. */
  versions?: MessageVersion[]
  /** Its author took it back. */
  retracted?: true
  reactions?: MessageReaction[]
  /** Other words of mine for it, or taking it back: still to be sent, or refused. */
  change?: 'queued' | 'failed'
  reply?: Reply
  /** Its sender marked nothing in it (XEP-0393 §7). */
  unstyled?: true
  /**
   * Other words for a message that is not here: shown in its place until that one comes, and is this row then.
   */
  orphan?: true
  /** The post that it passes on. */
  post?: PostKey
  /** Place in the archive's order (model/archive-order.ts). */
  order: number
  /** When it was written, for showing. */
  sentAt: number
  /** When it came to this device by itself; missing for what it found in the archive, and for my own. Epoch ms. */
  receivedAt?: number
  /** When the archive took it; missing until this device has seen it there. Epoch ms. */
  archivedAt?: number
  state: MessageState
  failure: Failure | null
  /** The other side sent it back, and it was not sent again since: that the own archive has it proves nothing. */
  bounced?: boolean
  /** The id we or the sender gave: origin-id (XEP-0359) or the stanza's id. */
  originId: string | null
  /** The stanza's id where it is not that one. */
  stanzaId?: string
  /** Id in the archive of the account, null while the archive has not named it. */
  archiveId: string | null
  /** Every id this message was ever seen under: aliasOf… in model/message-alias.ts. */
  aliases: string[]
  wantsReceipt: boolean
  /** Markable (XEP-0333): the sender wishes to know when it was read. */
  markable: boolean
}

/**
 * What it is called where its stanza's id is meant and no other: in receipts and markers, other words for it and taking it back
 * (XEP-0184 §7, XEP-0333 §4.2, XEP-0308 §4, XEP-0424 §5.1).
 */
export function stanzaIdOf({ stanzaId, originId }: { stanzaId?: string | null; originId: string | null }): string | null {
  return stanzaId ?? originId
}

/** What a file is, as far as people distinguish them. */
export type FileKind = 'picture' | 'video' | 'audio' | 'file'

export interface Conversation {
  jid: BareJid
  kind: 'person' | 'room'
  /** Order of the newest message: the inbox is sorted by it. */
  lastOrder: number
  lastAt: number
  preview: string
  /** The newest message was taken back. */
  previewRetracted?: true
  /** The newest message is not to be seen before somebody wants it, and is about this. */
  previewSpoiler?: string
  /** The newest message says nothing in words, but shares this; there are so many. */
  previewFiles?: { kind: FileKind; count: number }
  previewDirection: 'in' | 'out'
  previewState: MessageState
  unread: number
  /** Everything up to this order was read on this account. */
  readOrder: number
  /** True when the archive has nothing older than the oldest stored message of this conversation. */
  historyComplete: boolean
  /** In the inbox, put away from it, or a request of a stranger (2), which stands apart and is silent. */
  archived: 0 | 1 | 2
  /** Who wrote is no contact. */
  stranger?: true
  /** I wrote there or began it myself. */
  mine?: true
  /** I want it in the inbox, whoever wrote. */
  accepted?: true
  pinned: 0 | 1
  /** When it was put away; what comes later brings it back, unless it is muted. */
  putAwayAt?: number
  /** It does not ring and does not count until then. */
  mutedUntil?: number
  /** What of it rings; missing: as is usual for its kind. */
  notify?: NotifySetting
}

/** Another device of mine has shown a message, which need not be here yet. */
export interface DisplayedMark {
  conversation: BareJid
  archiveId: string
  /** Epoch ms. */
  heardAt: number
}

/** A stretch of an archive that we know to be missing. `olderId` null: everything before `newerId`. */
export interface ArchiveGap {
  id?: number
  archive: BareJid
  olderId: string | null
  newerId: string
  olderOrder: number
  newerOrder: number
  /** Only what was said with them is missing. Missing: everything of the archive is. */
  with?: BareJid
}
