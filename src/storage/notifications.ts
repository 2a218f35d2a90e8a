import { Dexie } from 'dexie'
import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import { isPersonMuted } from './muted-people.ts'
import type { AccountDb, Notification } from './schema.ts'

/** What is worth a notification, and whether it was seen elsewhere already. */
export interface Noticing {
  account: BareJid
  /** Only what was written after this is. Missing: whatever comes. */
  notifySince?: number
  /** What was written until then has been seen. Missing for what comes live: it cannot have been. */
  seenUntil?: number
}

/** A notification before it has its place. */
export type Notice = Omit<Notification, 'key' | 'seen'>

/** What one post or comment can be to me. It is told of once, as the first of these that it is. */
const KINDS_OF_ITEM = ['reply', 'comment', 'repost', 'mention'] as const
export type KindOfItem = (typeof KINDS_OF_ITEM)[number]

/** Up to when notifications were seen, on whichever device; epoch ms. */
const SEEN_UNTIL = 'notifications:seen-until'

/** The newest notifications, newest first. */
export function newestNotifications(db: AccountDb, limit: number): Promise<Notification[]> {
  return db.notifications.orderBy('at').reverse().limit(limit).toArray()
}

/** Keys of those not looked at yet, at most `limit`: for a badge that says "9+" rather than count. */
export function unseenNotificationKeys(db: AccountDb, limit: number): Promise<string[]> {
  return db.notifications.where('[seen+at]').between([0, Dexie.minKey], [0, Dexie.maxKey]).limit(limit).primaryKeys()
}

/**
 * An answer or a mention in somebody's name costs nothing: where nobody vouches for it, it is there, marked, and does not ring. Nor does
 * what comes from somebody who is muted.
 */
async function isQuiet(db: AccountDb, { kind, claimed, from, at }: Notice): Promise<boolean> {
  return (claimed === true && (kind === 'reply' || kind === 'mention')) || (await isPersonMuted(db, from, at))
}

async function seenAtFirst(db: AccountDb, notice: Notice, { seenUntil = 0 }: Omit<Noticing, 'account'>): Promise<0 | 1> {
  return notice.at <= seenUntil || (await isQuiet(db, notice)) ? 1 : 0
}

/** Writes down what happened, once. */
export async function addNotification(db: AccountDb, key: string, notice: Notice, noticing: Omit<Noticing, 'account'>): Promise<void> {
  if (notice.at < (noticing.notifySince ?? 0) || (await db.notifications.get(key))) return
  await db.notifications.add({ ...notice, key, seen: await seenAtFirst(db, notice, noticing) })
}

/**
 * What a post or comment is to me by now: it may have become another thing, as an answer whose question came after it, or nothing any
 * more.
 */
export async function noticeItem(
  db: AccountDb,
  item: PostKey,
  notice: (Notice & { kind: KindOfItem }) | null,
  noticing: Omit<Noticing, 'account'>,
): Promise<void> {
  const known = (await db.notifications.bulkGet(KINDS_OF_ITEM.map(kind => `${kind}:${item}`))).find(row => row !== undefined)
  if (notice && known) {
    const key = `${notice.kind}:${item}`
    if (known.key !== key) await db.notifications.delete(known.key)
    // One that did not ring does so once somebody vouches for it.
    const seen = (await isQuiet(db, known)) ? await seenAtFirst(db, notice, noticing) : known.seen
    await db.notifications.put({ ...notice, key, seen })
  } else if (notice) {
    await addNotification(db, `${notice.kind}:${item}`, notice, noticing)
  } else if (known) {
    await db.notifications.delete(known.key)
  }
}

/** A post or comment is gone, and with it what was told of it. */
export async function dropNoticesOf(db: AccountDb, item: PostKey): Promise<void> {
  await db.notifications.bulkDelete(KINDS_OF_ITEM.map(kind => `${kind}:${item}`))
}

/** One for each person and post, whichever of their items says it. */
export function likeNoticeKey(postKey: PostKey, jid: BareJid): string {
  return `like:${postKey} ${jid}`
}

export async function dropNotification(db: AccountDb, key: string): Promise<void> {
  await db.notifications.delete(key)
}

export async function seenUntil(db: AccountDb): Promise<number> {
  const until: unknown = (await db.settings.get(SEEN_UNTIL))?.value
  return typeof until === 'number' ? until : 0
}

/**
 * Everything up to a moment has been seen. Of two moments the later one holds.
 * @returns how many were not seen before
 */
export async function markSeenUntil(db: AccountDb, until: number): Promise<number> {
  if (until > (await seenUntil(db))) await db.settings.put({ key: SEEN_UNTIL, value: until })
  return await db.notifications.where('[seen+at]').between([0, Dexie.minKey], [0, until], true, true).modify({ seen: 1 })
}
