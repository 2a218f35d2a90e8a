import type { BareJid } from '#shared/jid.ts'
import type { NodeKey, PostKey } from './keys.ts'
import { DAY_MINUTES, type QuietHours } from './quiet-hours.ts'

/** What somebody does not want to see, and until when. */
export interface Mute {
  /** `reposts`: what this person repeats of others. */
  what: 'word' | 'person' | 'community' | 'tag' | 'reposts'
  /** The word as it was typed, a bare JID, a node key or a tag. */
  target: string
  /** Epoch ms; null for good. */
  until: number | null
}

/** A view of the feed that its reader put together out of what they follow. */
export interface ReaderList {
  name: string
  nodes: NodeKey[]
}

/** Whether a view shows what is repeated and what answers. */
export interface ViewSettings {
  reposts: boolean
  replies: boolean
}

/** Where a reader is in a view: the post at the top of the window, and how far above the window it begins, in px. */
export interface ReadingPosition {
  postKey: PostKey
  sortAt: number
  offset: number
}

/** What of a conversation rings: all of it, what answers or names its reader, nothing. The words are those of XEP-0492. */
export const NOTIFY_SETTINGS = ['always', 'on-mention', 'never'] as const
export type NotifySetting = (typeof NOTIFY_SETTINGS)[number]

/** How somebody wants a conversation to be in the inbox. */
export interface ChatWishes {
  pinned: boolean
  archived: boolean
  /** Epoch ms; null while it is not muted. */
  mutedUntil: number | null
  /** It belongs into the inbox though a stranger wrote. */
  accepted?: boolean
  /** Missing: as is usual for its kind. */
  notify?: NotifySetting
}

/** A message that I want to find again. Its words are not kept here: they may be taken back. */
export interface MessageMark {
  /** Who wrote it, and when: what can be told of it where it is not. */
  from: BareJid
  sentAt: number
  /** Where it stands in the archive, if that was known when it was marked: it can be fetched from there. */
  archiveId?: string
  /** Since when it is at the top of its conversation, epoch ms. */
  pinned: number | null
  /** Since when it is among those of all conversations. */
  starred: number | null
}

/**
 * What my devices agree on, one kind a line. `id` is the mute's target, an id of the list, the tag, the name of the view, the address of
 * the conversation, what model/message-mark.ts calls the message; there is one record of quiet hours.
 */
export interface RecordValues {
  mute: Mute
  list: ReaderList
  tag: { tag: string }
  view: ViewSettings
  position: ReadingPosition
  chat: ChatWishes
  quiet: QuietHours
  mark: MessageMark
}

export type RecordKind = keyof RecordValues

/**
 * pending: told to my other devices when there is a connection · settled: it is in the private node of my account · device: my server
 * keeps nothing private, so only this device knows.
 */
export type RecordState = 'pending' | 'settled' | 'device'

/** One small fact about how I want things, the same on all my devices: the later change holds. */
export interface RecordRow<Kind extends RecordKind = RecordKind> {
  /** `<kind>:<id>`, also the id of its item. */
  key: string
  kind: Kind
  id: string
  /** Null while it was taken away and that is not told yet. */
  value: RecordValues[Kind] | null
  /** Epoch ms. */
  changedAt: number
  state: RecordState
}

export function recordKeyOf(kind: RecordKind, id: string): string {
  return `${kind}:${id}`
}

/** Longer ones are no records. */
export const LONGEST_KEY = 1000
/** Of a field; a record with a longer one is none. */
export const LONGEST_TEXT = 500
/** In one list. */
export const MOST_NODES = 500
/** Of a list, as it is typed; longer ones of other clients are taken as they are. */
export const LONGEST_LIST_NAME = 60

type Fields = Readonly<Record<string, unknown>>

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT
const isKey = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 3 * LONGEST_KEY
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0
const isBelow = (value: unknown, end: number): boolean => Number.isInteger(value) && isTime(value) && value < end
const isOneOf = (value: unknown, ...all: readonly string[]): boolean => all.some(one => one === value)

const FITS: Readonly<Record<RecordKind, (fields: Fields) => boolean>> = {
  mute: ({ what, target, until }) =>
    isOneOf(what, 'word', 'person', 'community', 'tag', 'reposts') && isKey(target) && (until === null || isTime(until)),
  list: ({ name, nodes }) => isText(name) && Array.isArray(nodes) && nodes.length <= MOST_NODES && nodes.every(isKey),
  tag: ({ tag }) => isText(tag),
  view: ({ reposts, replies }) => typeof reposts === 'boolean' && typeof replies === 'boolean',
  chat: ({ pinned, archived, mutedUntil, accepted = false, notify = 'always' }) =>
    [pinned, archived, accepted].every(each => typeof each === 'boolean') &&
    (mutedUntil === null || isTime(mutedUntil)) &&
    isOneOf(notify, ...NOTIFY_SETTINGS),
  quiet: ({ on, days, from, to }) =>
    typeof on === 'boolean' &&
    Array.isArray(days) &&
    days.length <= 7 &&
    days.every(day => isBelow(day, 7)) &&
    [from, to].every(each => isBelow(each, DAY_MINUTES)),
  mark: ({ from, sentAt, archiveId = 'unknown', pinned, starred }) =>
    isText(from) && isText(archiveId) && isTime(sentAt) && [pinned, starred].every(each => each === null || isTime(each)),
  position: ({ postKey, sortAt, offset }) => isKey(postKey) && isTime(sortAt) && typeof offset === 'number' && Number.isFinite(offset),
}

/** A record by its key and what it was said to hold; undefined when it makes no sense. Fields of later versions stay in it. */
export function readRecord(key: string, value: unknown): Pick<RecordRow, 'key' | 'kind' | 'id' | 'value'> | undefined {
  const [, name = '', id = ''] = /^([a-z]+):(.+)$/su.exec(key) ?? []
  const isKind = (text: string): text is RecordKind => Object.hasOwn(FITS, text)
  if (key.length > LONGEST_KEY || !isKind(name) || typeof value !== 'object' || value === null) return undefined
  if (!FITS[name](value as Fields)) return undefined
  return { key, kind: name, id, value: value as RecordRow['value'] }
}
