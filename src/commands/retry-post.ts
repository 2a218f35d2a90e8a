import type { PostKey } from '#model/keys.ts'
import { hidePost } from '#storage/hidden-rows.ts'
import { intentsOf, renewRow } from '#storage/lane.ts'
import type { AccountDb } from '#storage/schema.ts'

/** Tries again what a service refused: publishing, changing or deleting a post. */
export async function retryPost(db: AccountDb, postKey: PostKey): Promise<void> {
  await db.transaction('rw', db.posts, db.outbox, async () => {
    const rows = await intentsOf(db, { kind: 'publish-post', postKey }, ['publish-post', 'delete-post'])
    const failed = rows.filter(row => row.state === 'failed')
    for (const row of failed) await renewRow(db, row)
    if (failed.some(row => row.intent.kind === 'delete-post')) await hidePost(db, postKey, { state: 'queued', failure: null })
    // Whoever tries again has been told who can see it now.
    else if (failed.length > 0) await db.posts.update(postKey, { state: 'queued', failure: null, audience: undefined })
  })
}
