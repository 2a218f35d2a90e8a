import type { EngineContext } from '../context.ts'
import { displayedAddress, marksIn, storeMarks } from '../displayed.ts'
import { readPrivateList } from '../read-private-list.ts'

/** What other devices of mine read meanwhile (XEP-0490 §3.4). What the archive has still to bring is remembered. */
export async function catchUpDisplayed(context: EngineContext): Promise<void> {
  const list = await readPrivateList(context, displayedAddress(context))
  if (!list) return
  const marks = marksIn(context, list.items)
  await context.inbox.commit(db => storeMarks(context, db, marks))
}
