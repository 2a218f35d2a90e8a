import { parseRoster } from '#protocol/rfc6121-roster.ts'
import type { Element } from '#protocol/xml.ts'
import { saveRosterVersion } from '#storage/contacts.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'
import { storeRosterItems } from '../store-roster.ts'
import { mayPushRoster } from './sender-rules.ts'

/** A change to the roster, from another device or the server. Strangers get what somebody absent would give: no answer of ours. */
export async function onRosterPush(context: EngineContext, { from }: Incoming, payload: Element): Promise<'ok' | undefined> {
  const roster = parseRoster(payload)
  if (!mayPushRoster(context.account, from) || roster?.items.length !== 1) {
    context.note('roster push refused', { from })
    return undefined
  }
  await context.inbox.commit(async db => {
    await storeRosterItems(db, roster.items)
    if (roster.version !== null) await saveRosterVersion(db, roster.version)
  })
  return 'ok'
}
