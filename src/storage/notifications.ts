import { Dexie } from 'dexie'
import type { AccountDb, Notification } from './schema.ts'

/** Keys of the newest notifications, newest first. */
export function notificationKeys(db: AccountDb, limit: number): Promise<string[]> {
  return db.notifications.orderBy('at').reverse().limit(limit).primaryKeys()
}

export function getNotification(db: AccountDb, key: string): Promise<Notification | undefined> {
  return db.notifications.get(key)
}

/** Keys of those not looked at yet, at most `limit`: for a badge that says "9+" rather than count. */
export function unseenNotificationKeys(db: AccountDb, limit: number): Promise<string[]> {
  return db.notifications.where('[seen+at]').between([0, Dexie.minKey], [0, Dexie.maxKey]).limit(limit).primaryKeys()
}

export async function addNotification(db: AccountDb, notification: Notification): Promise<void> {
  if (!(await db.notifications.get(notification.key))) await db.notifications.add(notification)
}

export async function dropNotification(db: AccountDb, key: string): Promise<void> {
  await db.notifications.delete(key)
}
