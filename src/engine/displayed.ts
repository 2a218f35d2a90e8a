import { DISPLAYED_NODE, parseDisplayedSync } from '#protocol/xep0490-displayed-sync.ts'
import type { PubsubItem } from '#protocol/xep0060-pubsub.ts'
import { parseBareJid } from '#shared/jid.ts'
import type { NodeAddress } from '#model/keys.ts'
import type { DisplayedMark } from '#model/message.ts'
import { noteDisplayed } from '#storage/displayed.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from './context.ts'

/** Ids of archives are short; a longer one is none. */
const LONGEST_ID = 1_024

export const displayedAddress = ({ account }: EngineContext): NodeAddress => ({ service: account, node: DISPLAYED_NODE })

/**
 * Up to where conversations were read, as the node says. With a person the archive is mine, in a room it is the room's; Movim names my
 * account there too (movim.md), so the two are taken alike, and a third archive for nothing.
 */
export function marksIn({ account, now }: EngineContext, items: readonly PubsubItem[]): DisplayedMark[] {
  return items.flatMap(({ id, payload }) => {
    const [conversation, said] = [parseBareJid(id), parseDisplayedSync(payload)]
    if (!conversation || conversation === account || !said || said.id.length > LONGEST_ID) return []
    if (said.by !== account && said.by !== conversation) return []
    return { conversation, archiveId: said.id, heardAt: now() }
  })
}

/** Takes over what other devices of mine have read. Inside a transaction; seeing it twice, or in another order, changes nothing. */
export async function storeMarks(context: EngineContext, db: AccountDb, marks: readonly DisplayedMark[]): Promise<void> {
  for (const mark of marks) await noteDisplayed(db, context.account, mark)
}
