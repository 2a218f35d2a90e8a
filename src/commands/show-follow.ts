import type { NodeKey } from '#model/keys.ts'
import { dropRows, intentsOf } from '#storage/lane.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb } from '#storage/schema.ts'
import { setShown } from '#storage/shown-follows.ts'

interface ShowFollow {
  nodeKey: NodeKey
  shown: boolean
  now: number
}

/** Lets others see that I follow something, or not any more. */
export async function showFollow(db: AccountDb, { nodeKey, shown, now }: ShowFollow): Promise<void> {
  const intent = { kind: 'show-follow', nodeKey } as const
  await db.transaction('rw', db.settings, db.outbox, async () => {
    // Whatever waits or was refused is told by this one: it says what is wanted when it is delivered.
    await dropRows(db, await intentsOf(db, intent, [intent.kind]))
    await setShown(db, nodeKey, shown)
    await addIntent(db, intent, now)
  })
}
