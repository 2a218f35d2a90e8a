import type { Failure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from './keys.ts'

/**
 * Of an outgoing message: queued (here) → sent (the server has it) → delivered (a receipt) → read (a marker); failed with a reason.
 * Incoming ones are `received`.
 */
export type MessageState = 'received' | 'queued' | 'sent' | 'delivered' | 'read' | 'failed'

export interface Message {
  /** Local and for ever: ids of the wire are found through `aliases`. */
  key: string
  conversation: BareJid
  direction: 'in' | 'out'
  /** Who wrote it. */
  from: BareJid
  body: string
  /** The post that it passes on. */
  post?: PostKey
  /** Place in the archive's order (model/archive-order.ts). */
  order: number
  /** When it was written, for showing. */
  sentAt: number
  state: MessageState
  failure: Failure | null
  /** The other side sent it back, and it was not sent again since: that the own archive has it proves nothing. */
  bounced?: boolean
  /** The id we or the sender gave: origin-id (XEP-0359) or the stanza's id. */
  originId: string | null
  /** Id in the archive of the account, null while the archive has not named it. */
  archiveId: string | null
  /** Every id this message was ever seen under: aliasOf… in model/message-alias.ts. */
  aliases: string[]
  wantsReceipt: boolean
  /** Markable (XEP-0333): the sender wishes to know when it was read. */
  markable: boolean
}

export interface Conversation {
  jid: BareJid
  kind: 'person' | 'room'
  /** Order of the newest message: the inbox is sorted by it. */
  lastOrder: number
  lastAt: number
  preview: string
  previewDirection: 'in' | 'out'
  previewState: MessageState
  unread: number
  /** Everything up to this order was read on this account. */
  readOrder: number
  /** True when the archive has nothing older than the oldest stored message of this conversation. */
  historyComplete: boolean
  /** 1: put away from the inbox. */
  archived: 0 | 1
  pinned: 0 | 1
}

/** A stretch of an archive that we know to be missing. `olderId` null: everything before `newerId`. */
export interface ArchiveGap {
  id?: number
  archive: BareJid
  olderId: string | null
  newerId: string
  olderOrder: number
  newerOrder: number
}
