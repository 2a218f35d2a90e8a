import type { NodeKey, PostKey } from '#model/keys.ts'
import type { PackAddress } from '#model/message.ts'
import type { AccessModel } from '#model/node.ts'
import type { SessionState } from '#model/session-state.ts'
import type { FoundPack } from '#model/sticker-pack.ts'
import type { Failure } from '#shared/errors.ts'
import type { BareJid, Jid } from '#shared/jid.ts'

/**
 * What the page may ask of the live engine, over the account's BroadcastChannel. Entities in an answer are already stored when it
 * arrives: the answer itself holds keys and cursors only.
 */
export interface Questions {
  /** Communities of a pubsub service, stored as nodes. */
  'list-nodes': { ask: { service: BareJid }; answer: { keys: string[]; truncated: boolean } }
  /** Pubsub services of my own server, stored. */
  'find-services': { ask: Record<string, never>; answer: { services: BareJid[] } }
  /** Describes a node (title, access, whether I may publish) and stores its newest posts. */
  'open-node': { ask: { service: BareJid; node: string }; answer: { keys: PostKey[]; reachedEnd: boolean } }
  /** The page of posts below what is stored of a node. */
  'older-posts': { ask: { service: BareJid; node: string }; answer: { keys: PostKey[]; reachedEnd: boolean } }
  /** One post that may not be stored yet. */
  'open-post': { ask: { postKey: PostKey }; answer: { found: boolean } }
  /** Comments and likes of a post, stored. In the background when nobody waits for them. */
  'open-comments': { ask: { postKey: PostKey; urgency?: 'background' }; answer: { count: number; more: MoreComments } }
  /** The comments and likes below those that were read, stored. `count`: how many of them are new here. */
  'older-comments': { ask: { postKey: PostKey }; answer: { count: number; more: MoreComments } }
  /** What people attached to a post (XEP-0470), stored. `offered`: whether one can attach something. */
  'open-reactions': { ask: { postKey: PostKey }; answer: { offered: boolean } }
  /** Somebody looks at a post: for a few minutes, until it is said again or taken back, what people attach to it comes live. */
  'watch-reactions': { ask: { postKey: PostKey; page: string; watching: boolean }; answer: Record<string, never> }
  /** Posts that lie in a gap of a node. */
  'fill-node-gap': { ask: { gapId: number }; answer: { filled: boolean } }
  /** Messages older than the oldest stored one of a conversation. */
  'older-messages': { ask: { conversation: BareJid }; answer: { count: number; complete: boolean } }
  /** Whether the archive looks for words itself (XEP-0431). */
  'archive-search-offered': { ask: Record<string, never>; answer: { offered: boolean } }
  /**
   * Messages of a conversation that the archive finds and this device does not have, newest first: a page of them, older than `before`.
   * They are not stored, since one alone would stand where its neighbours are missing; `open-archived` stores them with these.
   * `isSearched`: false where the archive offers to search and does not.
   */
  'search-archive': {
    ask: { conversation: BareJid; words: string; before: string | null }
    answer: { hits: ArchiveHit[]; before: string | null; isSearched: boolean }
  }
  /** A message of the archive and what was said around it, stored; what is missing between that and the rest is a gap. */
  'open-archived': { ask: { conversation: BareJid; archiveId: string }; answer: { found: boolean } }
  /**
   * A message that another device of mine marked, and what was said around it, stored. `name`: what its sender or the archive calls it.
   */
  'open-marked': {
    ask: { conversation: BareJid; name: string; archiveId: string | null; sentAt: number }
    answer: { found: boolean }
  }
  /** Somebody is typing to somebody, or not any more (XEP-0085). Only who may know that we are here is told. */
  'tell-typing': { ask: { conversation: BareJid; typing: boolean }; answer: Record<string, never> }
  /** Messages that lie in a gap of the archive. */
  'fill-archive-gap': { ask: { gapId: number }; answer: { filled: boolean } }
  /** Name, description and picture of somebody, stored. */
  'open-profile': { ask: { jid: BareJid }; answer: { state: 'found' | 'absent' | 'unknown' } }
  /** What a list shows of somebody, picture and name, stored with as few questions as that takes. */
  'open-face': { ask: { jid: BareJid }; answer: { state: 'found' | 'absent' | 'unknown' } }
  /** What somebody shows that they follow, as they call it: nobody vouches for the titles, so they are not stored. */
  'open-follows': { ask: { jid: BareJid }; answer: { isShown: boolean; follows: { key: NodeKey; title: string }[] } }
  /** Who may read what I show that I follow; as it would be made where there is no such list yet. */
  'shown-follows-audience': { ask: Record<string, never>; answer: { access: AccessModel } }
  /** Who may read my blog, stored, and whom the server lets me choose. */
  'blog-audience': { ask: Record<string, never>; answer: BlogAudience }
  /** Changes who may read my blog and every post in it; the answer is what is so then. */
  'set-blog-audience': { ask: { access: AccessModel; groups: string[] }; answer: BlogAudience }
  /** The picture behind a hash, stored. */
  'load-avatar': { ask: { jid: BareJid; hash: string }; answer: { found: boolean } }
  /** A sticker that whoever sent it holds ready, stored. It tells them that somebody is here, so only after consent. */
  'load-bob': { ask: { holder: Jid; cid: string }; answer: { found: boolean } }
  /** The packs of stickers at my account, stored. */
  'my-packs': { ask: Record<string, never>; answer: { complete: boolean } }
  /** A pack of somebody's, which is not stored: nobody took it on yet. Null where it is not there, or not for me. */
  'open-pack': { ask: PackAddress; answer: { pack: FoundPack | null } }
  /** Makes a chosen file ready to be sent: a picture smaller, and without what its camera wrote into it. Needs no connection. */
  'prepare-upload': { ask: { id: string }; answer: Record<string, never> }
  /** Stops sending the files of a post or a message, by its key; it is failed then and can be tried again. */
  'cancel-upload': { ask: { owner: string }; answer: { cancelled: boolean } }
  /** Where the session stands. Signals about everything else that is so now come along with the answer. */
  'session-state': { ask: Record<string, never>; answer: SessionState }
  /** Do not wait for the next attempt. */
  'connect-now': { ask: Record<string, never>; answer: Record<string, never> }
}

/** What the archive found. */
export interface ArchiveHit {
  archiveId: string
  direction: 'in' | 'out'
  sentAt: number
  /** The beginning of its words. */
  words: string
}

export interface BlogAudience {
  access: AccessModel
  /** Groups of contacts that may read it, where the access model is `roster`. */
  groups: string[]
  choices: AccessModel[]
}

/** Whether there are earlier ones; limited: perhaps, but the service gives none. */
export type MoreComments = 'yes' | 'no' | 'limited'

export type QuestionName = keyof Questions
export type Ask<Name extends QuestionName> = Questions[Name]['ask']
export type Answer<Name extends QuestionName> = Questions[Name]['answer']

export type PresenceShow = 'online' | 'away' | 'dnd' | 'offline'

/** What a server may not offer and Kith can do without. */
export type Lack = 'pep' | 'archive' | 'pubsub' | 'upload' | 'carbons'

/** What the live engine tells every tab without being asked. */
export type Signal =
  | { kind: 'session'; state: SessionState }
  | { kind: 'presence'; jid: BareJid; show: PresenceShow }
  /** Everybody who is there, in place of what was known: after a resumption, and for a tab that was just opened. */
  | { kind: 'presences'; shows: [BareJid, PresenceShow][] }
  | { kind: 'typing'; conversation: BareJid; from: BareJid; typing: boolean }
  | { kind: 'catch-up'; phase: 'archive' | 'feed'; done: number; total: number | null }
  | { kind: 'storage'; degraded: boolean; failure: Failure | null }
  /** All of what the server cannot do, as it said in this session. */
  | { kind: 'server-lacks'; features: readonly Lack[] }
  /** How much of a file has left. */
  | { kind: 'upload'; id: string; sent: number; total: number }
  | { kind: 'outbox-changed' }
  /** `tokenRevoked`: nothing that the server would still take is left of this device. */
  | { kind: 'signed-out'; jid: BareJid; tokenRevoked: boolean }

/** What travels over the account's BroadcastChannel. */
export type ChannelMessage =
  | { type: 'ask'; id: string; name: QuestionName; args: unknown }
  | { type: 'answer'; id: string; value: unknown }
  | { type: 'refusal'; id: string; failure: Failure }
  | { type: 'signal'; signal: Signal }
  /** An engine just became the live one: what nobody answered is asked again, and every page says whether it is looked at. */
  | { type: 'live' }
  /** @param page random, for as long as the page lives */
  | { type: 'visibility'; page: string; visible: boolean }
  /** The page wrote an outbox row: drain now. */
  | { type: 'nudge' }
  /** The account leaves this device: whoever holds its connection ends it. */
  | { type: 'sign-out' }

export function channelName(dbName: string): string {
  return `${dbName}:channel`
}

/** Held by the worker that has the account's connection. */
export function liveLockName(dbName: string): string {
  return `${dbName}:live`
}

/** Held, together with others, by every page that shows an account which leaves nothing behind. */
export function pageLockName(dbName: string): string {
  return `${dbName}:page`
}

/** What a page tells its own worker: the only way a password travels, and it is not kept. */
export type WorkerCommand =
  /** `visit`: database of the visit that this tab is on, to go on with it. */
  | { type: 'sign-in'; address: string; password: string; stay: boolean; websocketUrl: string | null; visit: string | null }
  /** Goes on with an account that this device knows, or with a visit, whose password is gone with the worker that had it. */
  | { type: 'resume'; jid: BareJid; visit: string | null }
  | { type: 'network'; online: boolean }
  /** WebSocket addresses by domain that whoever hosts the page has set. */
  | { type: 'endpoints'; websocket: Readonly<Record<string, string>> }

/** What a worker tells its own page. */
export type WorkerReport =
  | { type: 'progress'; state: SessionState }
  | { type: 'signed-in'; jid: BareJid; dbName: string }
  | { type: 'sign-in-failed'; state: SessionState }
  | { type: 'crashed'; failure: Failure }
