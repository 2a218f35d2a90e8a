import type { BareJid } from '#shared/jid.ts'
import { nodeKeyOf } from '#model/keys.ts'
import type { FeedKind } from '#model/post.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setFollowed } from '#storage/store-nodes.ts'

interface Follow {
  service: BareJid
  node: string
  kind: FeedKind
  title: string
  now: number
}

/** Follows a blog or a community: its posts are in the feed at once. */
export async function followNode(db: AccountDb, { service, node, kind, title, now }: Follow): Promise<void> {
  const nodeKey = nodeKeyOf({ service, node })
  await db.transaction('rw', db.nodes, db.posts, db.outbox, async () => {
    const waiting = await intentsOf(db, { kind: 'follow', nodeKey }, ['follow', 'unfollow'])
    await dropRows(db, waiting)
    // An unfollow that nobody was told of is as good as none.
    const wasFollowing = waiting.length > 0 && waiting.every(row => row.intent.kind === 'unfollow' && row.attempts === 0)
    const known = await db.nodes.get(nodeKey)
    const named = title === '' ? {} : { title: known?.title || title }
    await setFollowed(db, { service, node }, 1, { kind, ...named, followState: wasFollowing ? 'settled' : 'pending' })
    if (!wasFollowing) await addIntent(db, { kind: 'follow', nodeKey }, now)
  })
}
