import type { BareJid } from '#shared/jid.ts'
import type { NodeAddress, NodeKey, PostKey } from './keys.ts'
import type { FeedKind } from './post.ts'

/** What a question about the server came to. Unknown is not absent: only `no` was said by the server. */
export type Known = 'unknown' | 'yes' | 'no'

export type AccessModel = 'open' | 'presence' | 'roster' | 'authorize' | 'whitelist' | 'unknown'

/** The access models of XEP-0060 §4.5, the narrowest first. */
export const ACCESS_MODELS = ['whitelist', 'authorize', 'roster', 'presence', 'open'] as const satisfies readonly AccessModel[]

export function accessModelOf(text: string | null | undefined): AccessModel {
  return ACCESS_MODELS.find(model => model === text) ?? 'unknown'
}

/** Whether more people may read with the one than with the other. Of what is not known nothing is said. */
export function isWider(access: AccessModel, than: AccessModel): boolean {
  if (access === 'unknown' || than === 'unknown') return false
  return ACCESS_MODELS.indexOf(access) > ACCESS_MODELS.indexOf(than)
}

/** A blog or a community: a PubSub node with posts, its description, and how far we have read it. */
export interface FeedNode extends NodeAddress {
  key: NodeKey
  kind: FeedKind
  title: string
  description: string
  /** 1: in my feed. */
  followed: 0 | 1
  /** pending: our follow or unfollow waits for delivery. */
  followState: 'settled' | 'pending' | 'failed'
  accessModel: AccessModel
  canPublish: Known
  subscribers: number | null
  /** Every post in it is a picture (XEP-0472 §5.3). Missing where it was not asked yet. */
  isGallery?: boolean
  itemCount: number | null
  avatarUrl: string | null
  /** Whether the service pages items with RSM (XEP-0059); Prosody ignores it and is read by ids instead. */
  paging: Known
  /** Opaque RSM cursor of the oldest page read, or the oldest item id where paging goes by ids. */
  olderCursor: string | null
  /** True when the service has nothing older than what is stored. */
  reachedEnd: boolean
  /** True when the end that was reached is the service's limit (it gives no older ones), not the first post. */
  endIsLimit: boolean
  /** Epoch ms of the last reading, 0 before the first one. */
  caughtUpAt: number
  /**
   * How often its newest page was read. Posts of these readings hang together, apart from what gaps say; what came live before this
   * session's reading carries the next number. A count and not a time, because clocks are set back.
   */
  readings: number
  /** gone: deleted at the service · forbidden: no longer readable. Stored posts stay either way. */
  health: 'ok' | 'gone' | 'forbidden' | 'unknown'
  /** All posts were taken out of it, as the service told, and none came since. */
  emptied?: boolean
}

/** Posts of a node that we know to be missing between two stored ones. */
export interface NodeGap {
  id?: number
  nodeKey: NodeKey
  /** The gap lies below this post … */
  newerKey: PostKey
  /** … and above this one. */
  olderKey: PostKey | null
  sortAt: number
  /** Where reading goes on: opaque RSM cursor, or an item id where paging goes by ids. */
  cursor: string | null
  /** Posts of readings up to this one lie below the gap: meeting one of them closes it. */
  knownReading: number
}

/** A pubsub service whose communities can be browsed. */
export interface Service {
  jid: BareJid
  name: string
  mine: boolean
}
