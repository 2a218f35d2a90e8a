import type { ArchiveGap, Conversation } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { getConversation } from '#storage/conversations.ts'
import { followQuery } from '#storage/follow-query.ts'
import { type Marked, pinnedMessages } from '#storage/marks.ts'
import { archiveGapsWithin } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { AccountAccess } from './account-context.tsx'
import { firstHeld, type HeldHistory, readHeld } from './held-history.ts'
import { forget, recall, remember } from './use-remembered.ts'

/** All that the first frame of a conversation shows. */
export interface ChatAhead {
  conversation: Conversation | null
  pinned: readonly Marked[]
  history: HeldHistory
  gaps: readonly ArchiveGap[]
}

/** A press that has begun is over by then. */
const KEPT_MS = 3000

const nameOf = (jid: BareJid): string => `ahead ${jid}`

async function readAhead({ db, jid: me }: AccountAccess, jid: BareJid): Promise<ChatAhead> {
  const [conversation, pinned] = await Promise.all([getConversation(db, jid), pinnedMessages(db, me, jid)])
  const history = await readHeld(db, jid, firstHeld(conversation?.unread ?? 0, null))
  const [first, last] = [history.rows[0], history.rows.at(-1)]
  const gaps = first && last ? await archiveGapsWithin(db, jid, { fromOrder: first.order, toOrder: last.order }) : []
  return { conversation: conversation ?? null, pinned, history, gaps }
}

interface Following {
  stop: () => void
  timer: ReturnType<typeof setTimeout>
}

const following = new WeakMap<AccountDb, Map<BareJid, Following>>()

/**
 * Somebody is about to open a conversation: a finger is down on it, a pointer came to it. What its first frame shows is read, and
 * kept up to date for some seconds, so that opening it waits for nothing.
 */
export function lookAhead(account: AccountAccess, jid: BareJid): void {
  const { db } = account
  const all = following.get(db) ?? new Map<BareJid, Following>()
  following.set(db, all)
  const before = all.get(jid)
  clearTimeout(before?.timer)
  const stop =
    before?.stop ??
    followQuery(async () => readAhead(account, jid)).subscribe(
      ahead => remember(db, nameOf(jid), ahead),
      // Read again by the conversation itself, which says what is wrong.
      () => forget(db, nameOf(jid)),
    )
  const end = (): void => {
    stop()
    all.delete(jid)
    forget(db, nameOf(jid))
  }
  all.set(jid, { stop, timer: setTimeout(end, KEPT_MS) })
}

/** What was read ahead, if it is of this moment. */
export function recallAhead(db: AccountDb, jid: BareJid): ChatAhead | undefined {
  return recall(db, nameOf(jid))
}
