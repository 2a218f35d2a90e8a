import { isHidden } from '#model/place.ts'
import type { SavedPost } from '#model/saved-post.ts'
import { forgetSaved, savedHere } from '#storage/saved.ts'
import type { AccountDb } from '#storage/schema.ts'
import { settleRow } from '#storage/settle.ts'
import type { EngineContext } from '../context.ts'
import { addToSavedList, removeFromSavedList } from '../saved-list.ts'
import type { Deliver } from './drain.ts'

/** Tells my private list whether a post is saved by now. Where the server keeps no such list, it is saved on this device alone. */
export const savePost: Deliver = async (context, row) => {
  if (row.intent.kind !== 'save-post') return
  const { postKey } = row.intent
  const saved = await context.db.saved.get(postKey)
  if (!saved) return
  if (isHidden(saved.savedAt)) {
    await removeFromSavedList(context, saved)
    await context.inbox.commit(async db => {
      if (await isStill(db, saved)) await forgetSaved(db, postKey, context.account)
      await settleRow(db, row)
    })
    return
  }
  const isKept = await list(context, saved, row.attempts > 0)
  // The server keeps the list after all: what it was not told before goes there as well.
  if (isKept) for (const other of await savedHere(context.db)) await list(context, other, false)
  await context.inbox.commit(db => settleRow(db, row))
}

/** @returns whether the server keeps it */
async function list(context: EngineContext, saved: SavedPost, again: boolean): Promise<boolean> {
  const { postKey } = saved
  const itemId = await addToSavedList(context, saved, again)
  await context.inbox.commit(async db => {
    if (itemId !== undefined) await db.saved.update(postKey, { itemId })
    if (await isStill(db, saved)) await db.saved.update(postKey, { state: itemId === undefined ? 'device' : 'settled' })
  })
  return itemId !== undefined
}

/** It was not changed while it was being told; else another row waits behind this one. */
async function isStill(db: AccountDb, { postKey, savedAt }: SavedPost): Promise<boolean> {
  return (await db.saved.get(postKey))?.savedAt === savedAt
}
