import type { BareJid } from '#shared/jid.ts'
import { nodeKeyOf } from '#model/keys.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'

interface Unfollow {
  service: BareJid
  node: string
  now: number
}

/** Stops following: the posts stay stored and leave the feed. */
export async function unfollowNode(db: AccountDb, { service, node, now }: Unfollow): Promise<void> {
  const nodeKey = nodeKeyOf({ service, node })
  await db.transaction('rw', db.nodes, db.posts, db.outbox, async () => {
    const waiting = await intentsOf(db, { kind: 'unfollow', nodeKey }, ['follow', 'unfollow'])
    await dropRows(db, waiting)
    const neverTold = waiting.length > 0 && waiting.every(row => row.intent.kind === 'follow' && row.attempts === 0)
    await setFollowed(db, { service, node }, 0, { followState: neverTold ? 'settled' : 'pending' })
    if (!neverTold) await addIntent(db, { kind: 'unfollow', nodeKey }, now)
  })
}
