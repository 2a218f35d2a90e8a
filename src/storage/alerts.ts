import type { BareJid } from '#shared/jid.ts'
import { isRinging, ringingOf } from '#model/ring.ts'
import type { Conversation, Message } from '#model/message.ts'
import { messagesAfter } from './messages.ts'
import { isPersonMuted } from './muted-people.ts'
import type { AccountDb } from './schema.ts'

/** What a notification on the screen tells of a message: who wrote what, who wrote, only that somebody did. */
export const ALERT_CONTENTS = ['all', 'name', 'nothing'] as const
export type AlertContent = (typeof ALERT_CONTENTS)[number]

/** How this device tells of new messages. */
export interface Alerts {
  /** A notification of the system. Nothing comes of it before the browser was allowed to. */
  desktop: boolean
  content: AlertContent
  sound: boolean
}

const ALERTS = 'alerts'
const NONE: Alerts = { desktop: false, content: 'all', sound: false }

export async function getAlerts(db: AccountDb): Promise<Alerts> {
  const value = (await db.settings.get(ALERTS))?.value as Partial<Alerts> | undefined
  return { ...NONE, ...value }
}

export async function saveAlerts(db: AccountDb, change: Partial<Alerts>): Promise<void> {
  await db.transaction('rw', db.settings, async () => {
    await db.settings.put({ key: ALERTS, value: { ...(await getAlerts(db)), ...change } })
  })
}

/** In each list of the inbox. What is further down is not where something just came. */
const MOST = 30

/** The conversations that something was last said in, wherever they stand. Live-query safe. */
export async function newestConversations(db: AccountDb): Promise<Conversation[]> {
  const lists = [0, 1, 2].map(archived =>
    db.conversations.where('[archived+lastOrder]').between([archived, -Infinity], [archived, Infinity]).reverse().limit(MOST).toArray(),
  )
  return (await Promise.all(lists)).flat()
}

interface Ringing {
  me: BareJid
  /** Everything up to there has been told. */
  after: number
  now: number
}

/** What of a conversation was not read yet and rings, oldest first. */
export async function messagesToRing(db: AccountDb, conversation: Conversation, { me, after, now }: Ringing): Promise<Message[]> {
  const setting = ringingOf(conversation, now)
  if (setting === 'never' || (await isPersonMuted(db, conversation.jid, now))) return []
  const messages = await messagesAfter(db, conversation.jid, Math.max(after, conversation.readOrder))
  return messages.filter(message => isRinging(me, message, setting))
}
