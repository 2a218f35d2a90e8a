/** RFC 6121 §2: the roster. */
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import { type Element, attr, children, xml } from './xml.ts'

export const NS_ROSTER = 'jabber:iq:roster'

export interface RosterItem {
  jid: BareJid
  name: string
  subscription: 'none' | 'to' | 'from' | 'both' | 'remove'
  ask: boolean
  groups: string[]
}

export interface Roster {
  version: string | null
  items: RosterItem[]
}

const SUBSCRIPTIONS = ['none', 'to', 'from', 'both', 'remove'] as const

export function buildRosterQuery(version: string | null): Element {
  const query = xml('query', { xmlns: NS_ROSTER })
  // An empty version asks for versioning without having anything yet (§2.6.2), so it must be sent.
  if (version !== null) query.attrs['ver'] = version
  return query
}

/** Items with a broken address are left out. */
export function parseRoster(payload: Element | undefined): Roster | undefined {
  if (!payload?.is('query', NS_ROSTER)) return undefined
  return { version: attr(payload, 'ver') ?? null, items: children(payload, 'item', NS_ROSTER).flatMap(item => parseItem(item) ?? []) }
}

function parseItem(item: Element): RosterItem | undefined {
  const jid = parseBareJid(attr(item, 'jid'))
  if (!jid) return undefined
  return {
    jid,
    name: attr(item, 'name') ?? '',
    subscription: SUBSCRIPTIONS.find(value => value === attr(item, 'subscription')) ?? 'none',
    ask: attr(item, 'ask') === 'subscribe',
    groups: children(item, 'group', NS_ROSTER).map(group => group.getText()),
  }
}
