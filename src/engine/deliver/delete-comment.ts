import { parsePostKey } from '#model/keys.ts'
import { removeComment } from '#storage/hidden-rows.ts'
import { settleRow } from '#storage/settle.ts'
import { retractItem } from '../publish-item.ts'
import type { Deliver } from './drain.ts'

export const deleteComment: Deliver = async (context, row) => {
  if (row.intent.kind !== 'delete-comment') return
  const { commentKey } = row.intent
  const address = parsePostKey(commentKey)
  if (address) await retractItem(context, address)
  await context.inbox.commit(async db => {
    await removeComment(db, commentKey)
    await settleRow(db, row)
  })
}
