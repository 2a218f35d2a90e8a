import type { Failure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { NodeKey, PostKey } from './keys.ts'

/** What a person wants done at a server. One kind per file in commands/ and in engine/deliver/. */
export type Intent =
  | { kind: 'send-message'; messageKey: string; conversation: BareJid; files?: true; forwarded?: true }
  | { kind: 'send-effect'; effectKey: string; conversation: BareJid; deed: 'correction' | 'retraction' | 'reactions' }
  | { kind: 'mark-read'; conversation: BareJid; order: number; later?: true }
  | { kind: 'sync-read'; conversation: BareJid }
  | { kind: 'publish-post'; postKey: PostKey }
  | { kind: 'delete-post'; postKey: PostKey }
  | { kind: 'publish-comment'; postKey: PostKey; commentKey: PostKey }
  | { kind: 'delete-comment'; postKey: PostKey; commentKey: PostKey }
  | { kind: 'like-post'; postKey: PostKey; itemId: string }
  | { kind: 'unlike-post'; postKey: PostKey; itemId: string }
  | { kind: 'react-to-post'; postKey: PostKey }
  | { kind: 'see-notifications' }
  | { kind: 'save-post'; postKey: PostKey }
  | { kind: 'tell-record'; recordKey: string }
  | { kind: 'tell-pack'; packKey: string }
  | { kind: 'follow'; nodeKey: NodeKey }
  | { kind: 'unfollow'; nodeKey: NodeKey }
  | { kind: 'show-follow'; nodeKey: NodeKey }

export type IntentKind = Intent['kind']

/**
 * waiting: to be delivered when its time has come · wire: given to the network at least once, outcome unknown until acknowledged ·
 * failed: refused; stays until the person tries again or discards it.
 */
export type OutboxState = 'waiting' | 'wire' | 'failed'

/** Rows of one lane are delivered in order; lanes do not wait for each other. */
export interface OutboxRow {
  id?: number
  lane: string
  intent: Intent
  state: OutboxState
  attempts: number
  /** Not before this time, after a passing failure. */
  notBefore: number
  createdAt: number
  failure: Failure | null
}

export function laneOf(intent: Intent): string {
  if ('conversation' in intent) return laneOfChat(intent)
  if ('nodeKey' in intent) return `node:${intent.nodeKey}`
  if (intent.kind === 'see-notifications') return 'notifications'
  if (intent.kind === 'tell-record') return `record:${intent.recordKey}`
  if (intent.kind === 'tell-pack') return `pack:${intent.packKey}`
  // Goes to my own server, whatever the post's is doing.
  if (intent.kind === 'save-post') return `saved:${intent.postKey}`
  // Comments and likes wait for the post they belong to, so they share its lane.
  return `post:${intent.postKey}`
}

function laneOfChat(intent: Extract<Intent, { conversation: BareJid }>): string {
  const { conversation } = intent
  // A lane of their own: words that are due at the same time do not stand behind them.
  if (intent.kind === 'send-message' && intent.files) return `files:${conversation}`
  // They wait for second thoughts, one behind the other.
  if (intent.kind === 'send-message' && intent.forwarded) return `forward:${conversation}`
  // It waits for second thoughts, and nothing that is written meanwhile waits with it.
  if (intent.kind === 'send-effect' && intent.deed === 'retraction') return `retraction:${intent.effectKey}`
  // It waits for second thoughts as well.
  if (intent.kind === 'mark-read' && intent.later) return `marked:${conversation}`
  // Goes to my own server, whatever waits to be sent to the other side.
  return `${intent.kind === 'sync-read' ? 'read' : 'chat'}:${conversation}`
}
