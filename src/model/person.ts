import type { BareJid } from '#shared/jid.ts'

/** A roster item (RFC 6121 §2). */
export interface Contact {
  jid: BareJid
  name: string
  subscription: 'none' | 'to' | 'from' | 'both'
  ask: boolean
  groups: string[]
}

/** What somebody says of themselves: vCard4, nickname, avatar. */
export interface Profile {
  jid: BareJid
  name: string
  about: string
  avatarHash: string | null
  avatarUrl: string | null
  /** Epoch ms of the last answer to a question about them, 0 while there is none. */
  fetchedAt: number
  state: 'found' | 'absent' | 'unknown'
}

/** A picture by its SHA-1, as XEP-0084 names it. */
export interface Avatar {
  hash: string
  mediaType: string
  data: Uint8Array<ArrayBuffer>
  usedAt: number
}
