import type { BareJid } from '#shared/jid.ts'
import { kindOfFile } from './file-kind.ts'
import type { Conversation, Message } from './message.ts'
import type { ChatWishes, NotifySetting } from './record.ts'

const PREVIEW_CHARS = 200

export function newConversation(jid: BareJid, now: number): Conversation {
  return {
    jid,
    kind: 'person',
    lastOrder: now,
    lastAt: now,
    preview: '',
    previewDirection: 'in',
    previewState: 'received',
    unread: 0,
    readOrder: 0,
    historyComplete: false,
    archived: 0,
    pinned: 0,
  }
}

/** What was put away is brought back by what is said later, unless that came while it was muted or it never rings. */
function isPutAway({ putAwayAt, mutedUntil = 0, notify }: Conversation, lastOrder: number): boolean {
  return putAwayAt !== undefined && (lastOrder <= putAwayAt || lastOrder < mutedUntil || notify === 'never')
}

/** A stranger wrote to whom nothing was ever said: apart from the inbox until it is answered or accepted. */
export function isRequest({ stranger, mine, accepted }: Pick<Conversation, 'stranger' | 'mine' | 'accepted'>): boolean {
  return stranger === true && mine !== true && accepted !== true
}

/** In the list where it belongs. */
export function placed(conversation: Conversation): Conversation {
  return { ...conversation, archived: isRequest(conversation) ? 2 : isPutAway(conversation, conversation.lastOrder) ? 1 : 0 }
}

/** A conversation as its owner wants it since a moment; null where nothing is wanted. */
export function withWishes(conversation: Conversation, wishes: ChatWishes | null, changedAt: number): Conversation {
  const { putAwayAt: _, mutedUntil: __, accepted: ___, notify: ____, ...rest } = conversation
  return placed({
    ...rest,
    pinned: wishes?.pinned ? 1 : 0,
    ...(wishes?.archived && { putAwayAt: changedAt }),
    ...(wishes?.mutedUntil && { mutedUntil: wishes.mutedUntil }),
    ...(wishes?.accepted && { accepted: true }),
    ...(wishes?.notify && wishes.notify !== usualNotify(conversation) && { notify: wishes.notify }),
  })
}

export function wishesOf(conversation: Conversation): ChatWishes {
  const { pinned, archived, mutedUntil, accepted, notify = usualNotify(conversation) } = conversation
  return { pinned: pinned === 1, archived: archived === 1, mutedUntil: mutedUntil ?? null, ...(accepted && { accepted }), notify }
}

/** What rings where nobody chose (XEP-0492 §4). */
export function usualNotify({ kind }: Pick<Conversation, 'kind'>): NotifySetting {
  return kind === 'room' ? 'on-mention' : 'always'
}

export function isMutedAt({ mutedUntil = 0 }: Pick<Conversation, 'mutedUntil'>, now: number): boolean {
  return mutedUntil > now
}

/** A conversation whose newest message is this one. */
export function withNewest(conversation: Conversation, message: Message): Conversation {
  const { previewRetracted: _, previewFiles: __, previewSpoiler: ___, ...rest } = conversation
  const { body, files, retracted, spoiler } = message
  const isHidden = retracted === true || spoiler !== undefined
  const [first] = files ?? []
  return placed({
    ...rest,
    ...(retracted && { previewRetracted: true }),
    ...(spoiler !== undefined && !retracted && { previewSpoiler: spoiler }),
    ...(files && first && body === '' && !isHidden && { previewFiles: { kind: kindOfFile(first), count: files.length } }),
    lastOrder: message.order,
    lastAt: message.sentAt,
    preview: isHidden ? '' : body.slice(0, PREVIEW_CHARS),
    previewDirection: message.direction,
    previewState: message.state,
  })
}

/** Nothing was said in it yet, as far as its line in the inbox tells. */
export function isBlank({ preview, previewRetracted, previewFiles, previewSpoiler }: Conversation): boolean {
  return preview === '' && !previewRetracted && !previewFiles && previewSpoiler === undefined
}
