import { type BareJid, bareOf, resourceOf } from '#shared/jid.ts'
import { parsePresence, type Show } from '#protocol/rfc6121-presence.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'

const BEST_FIRST: readonly Show[] = ['online', 'away', 'dnd']

/** Presence is told and never stored: it is worthless after the connection. A request to see ours is kept as a notification. */
export function attachPresence(context: EngineContext): () => void {
  const resources = new Map<BareJid, Map<string, Show>>()
  const forget = context.session.onFreshSession(() => resources.clear())
  const detach = context.session.onPresence(incoming => onPresence(context, resources, incoming))
  return () => {
    forget()
    detach()
  }
}

function onPresence(context: EngineContext, resources: Map<BareJid, Map<string, Show>>, { element, from }: Incoming): void {
  const { type, show, status } = parsePresence(element)
  const jid = bareOf(from)
  if (jid === context.account) return
  if (type === 'subscribe') {
    void keepRequest(context, jid, status)
    return
  }
  if (type !== 'available' && type !== 'unavailable') return
  const known = resources.get(jid) ?? new Map<string, Show>()
  if (type === 'available') known.set(resourceOf(from), show)
  else known.delete(resourceOf(from))
  resources.set(jid, known)
  const best = BEST_FIRST.find(candidate => [...known.values()].includes(candidate))
  context.signal({ kind: 'presence', jid, show: best ?? 'offline' })
}

/** Asked twice, it is the same request. */
async function keepRequest({ inbox, now }: EngineContext, jid: BareJid, text: string): Promise<void> {
  await inbox.commit(async db => {
    const key = `subscribe:${jid}`
    if (await db.notifications.get(key)) return
    await db.notifications.put({ key, kind: 'subscribe', from: jid, postKey: null, text: text.slice(0, 500), at: now(), seen: 0 })
  })
}
