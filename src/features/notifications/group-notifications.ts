import type { BareJid } from '#shared/jid.ts'
import type { Notification } from '#storage/schema.ts'

/** What is told in one line. */
export interface NotificationGroup {
  /** The same for as long as the group grows. */
  id: string
  /** The newest of them: what it says, where it leads. */
  newest: Notification
  /** Who did it, the last one first, each once. */
  people: BareJid[]
  isNew: boolean
}

const DAY_MS = 86_400_000

/** What belongs together: likes and reposts of one post, comments under one post on one day, who follows since one day. */
function groupOf({ key, kind, postKey, about, at }: Notification): string {
  const day = Math.floor(at / DAY_MS)
  switch (kind) {
    case 'like':
      return `like ${postKey ?? ''}`
    case 'repost':
      return `repost ${about ?? key}`
    case 'comment':
      return `comment ${postKey ?? ''} ${day}`
    case 'follow':
      return `follow ${day}`
    case 'reply':
    case 'mention':
    case 'subscribe':
      return key
  }
}

/** Groups of what is given, each at the place of its newest. @param newestFirst as they are stored */
export function groupNotifications(newestFirst: readonly Notification[]): NotificationGroup[] {
  const groups = new Map<string, NotificationGroup>()
  for (const notification of newestFirst) {
    const id = groupOf(notification)
    const known = groups.get(id)
    if (!known) {
      groups.set(id, { id, newest: notification, people: [notification.from], isNew: notification.seen === 0 })
      continue
    }
    if (!known.people.includes(notification.from)) known.people.push(notification.from)
    known.isNew ||= notification.seen === 0
  }
  return [...groups.values()]
}
