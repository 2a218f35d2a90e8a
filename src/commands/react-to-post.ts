import type { BareJid } from '#shared/jid.ts'
import type { PostKey } from '#model/keys.ts'
import { intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import { setReaction } from '#storage/reactions.ts'
import type { AccountDb } from '#storage/schema.ts'

/** XEP-0470 allows any number; this many are read of one person (protocol/xep0470-attachments.ts). */
const MOST = 32

interface Toggle {
  me: BareJid
  postKey: PostKey
  emoji: string
  now: number
}

/** Attaches an emoji to a post, or takes it back. @returns false when there are too many already */
export async function reactToPost(db: AccountDb, { me, postKey, emoji, now }: Toggle): Promise<boolean> {
  return await db.transaction('rw', db.reactions, db.outbox, async () => {
    const mine = await db.reactions.get([postKey, me])
    const had = mine?.emojis ?? []
    const emojis = had.includes(emoji) ? had.filter(each => each !== emoji) : [...had, emoji]
    if (emojis.length > MOST) return false
    await setReaction(db, { postKey, jid: me, emojis, at: now })
    // One row delivers whatever they are by then; one that is on its way may have read the earlier ones.
    const waiting = await intentsOf(db, { kind: 'react-to-post', postKey }, ['react-to-post'])
    if (!waiting.some(row => row.attempts === 0)) await addIntent(db, { kind: 'react-to-post', postKey }, now)
    return true
  })
}
