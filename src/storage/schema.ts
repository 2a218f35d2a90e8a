import type { Dexie, EntityTable, Table, Transaction } from 'dexie'
import type { Account, ResumeState, Secret } from '#model/account.ts'
import type { Said } from '#model/message-content.ts'
import type { NodeKey, PostKey } from '#model/keys.ts'
import type { ArchiveGap, Conversation, DisplayedMark, Message } from '#model/message.ts'
import type { MessageEffect } from '#model/message-effect.ts'
import type { FeedNode, NodeGap, Service } from '#model/node.ts'
import type { OutboxRow } from '#model/outbox.ts'
import type { Avatar, Contact, Profile } from '#model/person.ts'
import type { Comment, Like, Location, Post, PostLink, PostVersion, Reaction } from '#model/post.ts'
import type { RecordRow } from '#model/record.ts'
import type { StickerPack } from '#model/sticker-pack.ts'
import { isRequest, placed } from '#model/conversation.ts'
import { formOf } from '#model/repost.ts'
import type { SearchSegment } from '#model/search-segment.ts'
import type { KeptPicture, SavedPost } from '#model/saved-post.ts'
import type { Upload } from '#model/upload.ts'
import type { BareJid } from '#shared/jid.ts'
import type { SearchQueueRow } from './search-queue.ts'

/** What a post that is being written has besides its words. */
export interface PostExtras {
  warning: string | null
  /** The post that it answers. */
  reply: PostKey | null
  /** The post that it repeats, with its own words or without any. */
  via: PostKey | null
  location: Location | null
  links: PostLink[]
  commentsOff: boolean
  /** Epoch ms, null for at once. */
  scheduledAt: number | null
}

/**
 * Text that was typed and not yet sent: `chat:<jid>`, `post:new` and `post:new:<id>` (a further one), `post:<key>` (an edit),
 * `comment:<post key>`, `file:<upload id>`.
 */
export interface Draft {
  key: string
  title: string
  text: string
  target: NodeKey | null
  /** Of a post; missing where an older version kept it. */
  extras?: PostExtras
  /** Of a comment: item id of the comment that it answers. */
  answers?: string | null
  /** Of a message: what it says besides its text. */
  said?: Said
  updatedAt: number
}

/** How far the account's archive has been read. */
export interface ArchiveCursor {
  archive: BareJid
  newestId: string
  newestOrder: number
  /** 1 while live messages may move it: the catch-up of the running session has reached it. */
  live: 0 | 1
  /** Epoch ms by the server's clock: from there on it has to be asked once more whether anything came by no way at all. */
  unsureAt?: number | undefined
}

/** A value of the account or the device under a name of its own: settings, roster version, resume state. */
export interface Setting<Value = unknown> {
  key: string
  value: Value
}

/** Consent to load media from somebody (or not). */
export interface MediaConsent {
  /** A bare JID or a host. */
  source: string
  allowed: 0 | 1
}

/** A hint that something happened which concerns me. */
export interface Notification {
  /** `<kind>:<what did it>`, so that seeing it twice is once. */
  key: string
  kind: 'like' | 'comment' | 'reply' | 'repost' | 'follow' | 'mention' | 'subscribe'
  from: BareJid
  /** The post to open. */
  postKey: PostKey | null
  /** The comment to go to in it. */
  comment?: PostKey
  /** What of mine it is about, where that is not `postKey`: the post that was repeated or answered, the comment that was. */
  about?: PostKey
  /** Nobody vouches for who did it. */
  claimed?: true
  text: string
  at: number
  seen: 0 | 1
}

/** A post that was before somebody's eyes on this device. */
export interface ReadMark {
  postKey: PostKey
  at: number
}

/** The bytes of a sticker of mine, named by them. */
export interface StickerPicture {
  /** Base64. */
  sha256: string
  blob: Blob
}

/** In which segment of the search index something is; its key is of storage/search-index.ts. */
export interface SearchEntry {
  key: string
  segment: number
}

/** Everything of one account. Nothing in here is readable from another account's database. */
export interface AccountDb extends Dexie {
  posts: Table<Post, PostKey>
  comments: Table<Comment, PostKey>
  likes: Table<Like, [PostKey, BareJid]>
  reactions: Table<Reaction, [PostKey, BareJid]>
  versions: Table<PostVersion, [PostKey, number]>
  saved: Table<SavedPost, PostKey>
  keptPictures: Table<KeptPicture, [PostKey, string]>
  records: Table<RecordRow, string>
  reads: Table<ReadMark, PostKey>
  nodes: Table<FeedNode, NodeKey>
  nodeGaps: EntityTable<NodeGap, 'id'>
  services: Table<Service, BareJid>
  contacts: Table<Contact, BareJid>
  profiles: Table<Profile, BareJid>
  avatars: Table<Avatar, string>
  conversations: Table<Conversation, BareJid>
  messages: Table<Message, string>
  effects: Table<MessageEffect, string>
  displayed: Table<DisplayedMark, [BareJid, string]>
  archiveCursors: Table<ArchiveCursor, BareJid>
  archiveGaps: EntityTable<ArchiveGap, 'id'>
  outbox: EntityTable<OutboxRow, 'id'>
  drafts: Table<Draft, string>
  uploads: Table<Upload, string>
  notifications: Table<Notification, string>
  mediaConsent: Table<MediaConsent, string>
  settings: Table<Setting, string>
  resume: Table<ResumeState, string>
  searchSegments: EntityTable<SearchSegment, 'id'>
  searchEntries: Table<SearchEntry, string>
  searchQueue: EntityTable<SearchQueueRow, 'id'>
  packs: Table<StickerPack, string>
  stickerPictures: Table<StickerPicture, string>
}

/** What belongs to the device: the accounts it knows, their wrapped credentials, its own settings. */
export interface DeviceDb extends Dexie {
  accounts: Table<Account, BareJid>
  secrets: Table<Secret, BareJid>
  settings: Table<Setting, string>
}

/** Stores that are new or have new indexes, and what becomes of the rows that are there. */
interface Version {
  stores: Record<string, string>
  upgrade?: (rows: Transaction) => Promise<void>
}

/** What posts and comments say since version 3. */
async function postsOfVersion3(rows: Transaction): Promise<void> {
  await rows.table<Post>('posts').toCollection().modify({ via: null, location: null, warning: null, commentsOff: false, scheduledAt: null })
  await rows.table<Comment>('comments').toCollection().modify({ answers: null, edited: false, before: null })
}

/** What a post is among others, since version 4. Writing it anew gives it its places in the lists of its tags as well. */
async function postsOfVersion4(rows: Transaction): Promise<void> {
  await rows
    .table<Post>('posts')
    .toCollection()
    .modify(post => {
      post.form = formOf(post)
    })
}

/** Conversations with strangers that were never answered stand apart since version 4, and do not count as unread. */
async function conversationsOfVersion4(rows: Transaction): Promise<void> {
  let quiet = 0
  for (const conversation of await rows.table<Conversation>('conversations').toArray()) {
    const ofIt = rows
      .table<Message>('messages')
      .where('[conversation+order]')
      .between([conversation.jid, -Infinity], [conversation.jid, Infinity])
    const wrote = await ofIt.filter(({ direction }) => direction === 'out').first()
    const isStranger = conversation.preview !== '' && !(await rows.table('contacts').get(conversation.jid))
    const next = placed({ ...conversation, ...(wrote && { mine: true }), ...(isStranger && { stranger: true }) })
    if (isRequest(next)) quiet += next.unread
    await rows.table<Conversation>('conversations').put(next)
  }
  const total = (await rows.table<Setting<number>>('settings').get('unread-total'))?.value ?? 0
  if (quiet > 0) await rows.table<Setting<number>>('settings').put({ key: 'unread-total', value: Math.max(0, total - quiet) })
}

async function toVersion4(rows: Transaction): Promise<void> {
  await postsOfVersion4(rows)
  await conversationsOfVersion4(rows)
}

/**
 * Append-only: a change is a new entry with its upgrade, never an edit of an old one.
 * Compound indexes serve exactly one list each: `[inFeed+sortAt]` the home feed, `[feedKind+inFeed+sortAt]` its views, the two with
 * `form` views without what is repeated or answered and lists of some nodes,
 * `tagPlaces` the list of a tag, `[nodeKey+sortAt]` one community or blog, `[conversation+order]` a history. `[comments.service+comments.node]` finds the post a
 * comment belongs to, `[postKey+answers]` those comments of a post that answer another one.
 */
export const ACCOUNT_VERSIONS: readonly Version[] = [
  {
    stores: {
      posts: 'key, [inFeed+sortAt], [feedKind+inFeed+sortAt], [nodeKey+sortAt], [comments.service+comments.node], *tags, author, state',
      comments: 'key, [postKey+publishedAt]',
      likes: '[postKey+jid], itemId',
      nodes: 'key, followed, [service+title]',
      nodeGaps: '++id, nodeKey',
      services: 'jid',
      contacts: 'jid',
      profiles: 'jid',
      avatars: 'hash, usedAt',
      conversations: 'jid, [archived+lastOrder]',
      messages: 'key, [conversation+order], *aliases, order',
      archiveCursors: 'archive',
      archiveGaps: '++id, archive',
      outbox: '++id, lane, state',
      drafts: 'key, updatedAt',
      notifications: 'key, at, [seen+at]',
      mediaConsent: 'source',
      settings: 'key',
      resume: 'key',
    },
  },
  { stores: { uploads: 'id, owner' } },
  {
    stores: {
      comments: 'key, [postKey+publishedAt], [postKey+answers]',
      reactions: '[postKey+jid]',
      versions: '[postKey+updatedAt]',
      searchSegments: '++id, kind, [kind+newestAt]',
      searchEntries: 'key',
      searchQueue: '++id',
      saved: 'postKey, savedAt, itemId, [state+savedAt]',
      keptPictures: '[postKey+url], url',
    },
    upgrade: postsOfVersion3,
  },
  {
    stores: {
      posts:
        'key, [inFeed+sortAt], [feedKind+inFeed+sortAt], [feedKind+inFeed+form+sortAt], [nodeKey+sortAt], [nodeKey+inFeed+form+sortAt], ' +
        '[comments.service+comments.node], *tags, *tagPlaces, author, state',
      records: 'key, kind, state',
      reads: 'postKey, at',
      effects: 'key, *aliases, [conversation+target]',
      conversations: 'jid, [archived+lastOrder], [archived+pinned+lastOrder]',
      displayed: '[conversation+archiveId], conversation',
    },
    upgrade: toVersion4,
  },
  { stores: { packs: 'key', stickerPictures: 'sha256' } },
]

export const DEVICE_VERSIONS: readonly Version[] = [{ stores: { accounts: 'jid, usedAt', secrets: 'jid', settings: 'key' } }]
