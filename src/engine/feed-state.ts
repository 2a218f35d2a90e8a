import type { NodeKey, PostKey } from '#model/keys.ts'
import type { BareJid } from '#shared/jid.ts'
import type { EngineContext } from './context.ts'

/** What the feed code knows of the present session only. Gone with it, and nothing is lost by that. */
export interface FeedState {
  generation: number
  /** Nodes read since this session began: from then on live posts join what is stored. */
  caughtUp: Set<NodeKey>
  /** Nodes whose configuration was looked at. */
  prepared: Map<string, Promise<void>>
  /** Item ids of nodes without paging, newest first; null where the service does not list them. */
  ids: Map<NodeKey, string[] | null>
  /** How far down the comments of a post were read. */
  comments: Map<PostKey, CommentsDepth>
  /** Whether a service looks after attachments itself (XEP-0470 §5). */
  attachments: Map<BareJid, boolean>
  /** Services where a node for attachments was refused, or not made as it has to be. */
  noAttachments: Set<BareJid>
  /** Posts of mine whose place for attachments is being made. */
  offers: Map<PostKey, Promise<void>>
  /** Posts whose reactions are looked at, by which page and until when. */
  watched: Map<PostKey, Map<string, number>>
  /** Posts whose service was asked to tell of reactions, granted or not. */
  listening: Set<PostKey>
}

export interface CommentsDepth {
  paging: 'yes' | 'no'
  /** Where the page below begins; null when there is none, or none that the service gives. */
  cursor: string | null
  /** Ids of all that was read from the top down. */
  seen: Set<string>
  /** Moment of the first question: what was touched since is known better than from this reading. */
  askedAt: number
  more: 'yes' | 'no' | 'limited'
}

/**
 * Live events and answers are stored by different hands, so an answer that was asked for before an event may be stored after it. Each
 * item an event touched is remembered with a number that rises; an answer leaves alone what was touched after it was asked for.
 */
export interface Touches {
  now(): number
  touch(key: PostKey): void
  touchedSince(key: PostKey, moment: number): boolean
}

const MOST_TOUCHED = 5000

function createTouches(): Touches {
  const touched = new Map<PostKey, number>()
  let moment = 0
  return {
    now: () => moment,
    touch(key) {
      moment += 1
      touched.delete(key)
      touched.set(key, moment)
      const [oldest] = touched.size > MOST_TOUCHED ? touched.keys() : []
      if (oldest !== undefined) touched.delete(oldest)
    },
    touchedSince: (key, since) => (touched.get(key) ?? 0) > since,
  }
}

const states = new WeakMap<EngineContext, FeedState>()
const touches = new WeakMap<EngineContext, Touches>()

export function feedState(context: EngineContext): FeedState {
  const { generation } = context.session
  const known = states.get(context)
  if (known?.generation === generation) return known
  const fresh: FeedState = {
    generation,
    caughtUp: new Set(),
    prepared: new Map(),
    ids: new Map(),
    comments: new Map(),
    attachments: new Map(),
    noAttachments: new Set(),
    offers: new Map(),
    watched: new Map(),
    listening: new Set(),
  }
  states.set(context, fresh)
  return fresh
}

export function touchesOf(context: EngineContext): Touches {
  const known = touches.get(context)
  if (known) return known
  const fresh = createTouches()
  touches.set(context, fresh)
  return fresh
}
