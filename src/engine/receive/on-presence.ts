import type { PresenceShow } from '#bridge/contract.ts'
import { type BareJid, bareOf, resourceOf } from '#shared/jid.ts'
import { parsePresence, type Show } from '#protocol/rfc6121-presence.ts'
import type { EngineContext } from '../context.ts'
import type { Incoming } from '../session/session.ts'

const BEST_FIRST: readonly Show[] = ['online', 'away', 'dnd']

type Resources = Map<BareJid, Map<string, Show>>

export interface Presences {
  /** Tells everybody who is there: presence is sent once by the server, and a tab may come later. */
  retell(): void
  detach(): void
}

/** Presence is told and never stored: it is worthless after the connection. A request to see ours is kept as a notification. */
export function attachPresence(context: EngineContext): Presences {
  const resources: Resources = new Map()
  const forget = context.session.onFreshSession(() => resources.clear())
  const detach = context.session.onPresence(incoming => onPresence(context, resources, incoming))
  return {
    retell: () => {
      const shows = [...resources].map(([jid, known]): [BareJid, PresenceShow] => [jid, best(known)])
      context.signal({ kind: 'presences', shows: shows.filter(([, show]) => show !== 'offline') })
    },
    detach: () => {
      forget()
      detach()
    },
  }
}

function best(known: ReadonlyMap<string, Show>): PresenceShow {
  return BEST_FIRST.find(candidate => [...known.values()].includes(candidate)) ?? 'offline'
}

function onPresence(context: EngineContext, resources: Resources, { element, from }: Incoming): void {
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
  context.signal({ kind: 'presence', jid, show: best(known) })
}

/** Asked twice, it is the same request. */
async function keepRequest({ inbox, now }: EngineContext, jid: BareJid, text: string): Promise<void> {
  await inbox.commit(async db => {
    const key = `subscribe:${jid}`
    if (await db.notifications.get(key)) return
    await db.notifications.put({ key, kind: 'subscribe', from: jid, postKey: null, text: text.slice(0, 500), at: now(), seen: 0 })
  })
}
