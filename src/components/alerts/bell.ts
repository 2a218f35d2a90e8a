import type { Message } from '#model/message.ts'
import type { BareJid } from '#shared/jid.ts'
import { messagesToRing, newestConversations } from '#storage/alerts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { shownAnywhere } from './page-lock.ts'
import { shownChat } from './shown-chat.ts'

export interface Heard {
  jid: BareJid
  /** New and unread, oldest first; never none. */
  messages: Message[]
}

export interface Bell {
  /**
   * Something was said, or all that was missed is there.
   * @param isLive what comes is new, not what was missed and is being caught up with
   * @returns what of them is to be told, each message once
   */
  hear: (isLive: boolean) => Promise<Heard[]>
}

interface BellInput {
  db: AccountDb
  me: BareJid
  /** Somebody looks at this page. */
  isAttentive: () => boolean
}

/** Knows up to where each conversation was told. What was there before it does not ring. */
export function createBell({ db, me, isAttentive }: BellInput): Bell {
  const told = new Map<BareJid, number>()
  let isFirst = true
  let wasAway = true
  let turn: Promise<unknown> = Promise.resolve()

  async function hear(isLive: boolean): Promise<Heard[]> {
    if (!isLive) {
      // What was missed is told in one go, once all of it is there.
      wasAway = true
      if (!isFirst) return []
    }
    const fresh = (await newestConversations(db)).filter(({ jid, lastOrder }) => lastOrder > (told.get(jid) ?? -Infinity))
    const heard: Heard[] = []
    // Who comes back to the page sees there what was missed.
    const isSilent = isFirst || (wasAway && isAttentive())
    const shown = isSilent ? new Set<string>() : await shownAnywhere()
    for (const conversation of fresh) {
      const { jid, lastOrder } = conversation
      const after = told.get(jid) ?? -Infinity
      told.set(jid, lastOrder)
      if (isSilent || shown.has(shownChat(db, jid))) continue
      const messages = await messagesToRing(db, conversation, { me, after, now: Date.now() })
      if (messages.length > 0) heard.push({ jid, messages })
    }
    isFirst = false
    wasAway = !isLive
    return heard
  }

  return {
    hear: isLive => {
      const mine = turn.then(() => hear(isLive))
      turn = mine.catch(() => undefined)
      return mine
    },
  }
}
