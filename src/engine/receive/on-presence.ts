import type { PresenceShow } from '#bridge/contract.ts'
import { type BareJid, bareOf, resourceOf } from '#shared/jid.ts'
import { parsePresence } from '#protocol/rfc6121-presence.ts'
import type { EngineContext } from '../context.ts'
import { inBackground } from '../in-background.ts'
import type { Incoming } from '../session/session.ts'
import { keepPresences, type Resources } from './kept-presences.ts'

const BEST_FIRST: readonly PresenceShow[] = ['online', 'away', 'dnd']

export interface Presences {
  /** What is known of a session that may be resumed; before it starts. */
  recall(): Promise<void>
  /** Tells everybody who is there: presence is sent once by the server, and a tab may come later. */
  retell(): void
  detach(): Promise<void>
}

/** Presence is told, and kept for as long as the session it came in. A request to see ours is kept as a notification. */
export function attachPresence(context: EngineContext): Presences {
  const resources: Resources = new Map()
  const kept = keepPresences(context, resources)
  const forget = context.session.onFreshSession(() => {
    resources.clear()
    kept.touch()
  })
  const detach = context.session.onPresence(incoming => {
    if (onPresence(context, resources, incoming)) kept.touch()
  })
  return {
    recall: async () => {
      for (const [jid, known] of await kept.load()) resources.set(jid, known)
    },
    retell: () => {
      const shows = [...resources].map(([jid, known]): [BareJid, PresenceShow] => [jid, best(known)])
      context.signal({ kind: 'presences', shows: shows.filter(([, show]) => show !== 'offline') })
    },
    detach: () => {
      forget()
      detach()
      return kept.saveLast()
    },
  }
}

function best(known: ReadonlyMap<string, PresenceShow>): PresenceShow {
  return BEST_FIRST.find(candidate => [...known.values()].includes(candidate)) ?? 'offline'
}

/** @returns whether somebody came, went or changed */
function onPresence(context: EngineContext, resources: Resources, { element, from }: Incoming): boolean {
  const { type, show, status } = parsePresence(element)
  const jid = bareOf(from)
  if (jid === context.account) return false
  if (type === 'subscribe') inBackground(context, keepRequest(context, jid, status), 'request not kept')
  if (type !== 'available' && type !== 'unavailable') return false
  const known = resources.get(jid) ?? new Map<string, PresenceShow>()
  if (type === 'available') known.set(resourceOf(from), show)
  else known.delete(resourceOf(from))
  resources.set(jid, known)
  context.signal({ kind: 'presence', jid, show: best(known) })
  return true
}

/** Asked twice, it is the same request. */
async function keepRequest({ inbox, now }: EngineContext, jid: BareJid, text: string): Promise<void> {
  await inbox.commit(async db => {
    const key = `subscribe:${jid}`
    if (await db.notifications.get(key)) return
    await db.notifications.put({ key, kind: 'subscribe', from: jid, postKey: null, text: text.slice(0, 500), at: now(), seen: 0 })
  })
}
