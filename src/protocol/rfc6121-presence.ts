/** RFC 6121 §4: presence. */
import { type Element, attr, childText, parseCount, xml } from './xml.ts'

const NS_CLIENT = 'jabber:client'

export type PresenceType = 'available' | 'unavailable' | 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed' | 'error' | 'probe'
export type Show = 'online' | 'away' | 'dnd'

export interface Presence {
  type: PresenceType
  show: Show
  status: string
  priority: number
}

const TYPES: readonly PresenceType[] = ['unavailable', 'subscribe', 'subscribed', 'unsubscribe', 'unsubscribed', 'error', 'probe']

export function parsePresence(presence: Element): Presence {
  const type = attr(presence, 'type')
  const show = childText(presence, 'show', NS_CLIENT)
  return {
    type: type === undefined ? 'available' : (TYPES.find(known => known === type) ?? 'error'),
    show: show === 'dnd' ? 'dnd' : show === 'away' || show === 'xa' ? 'away' : 'online',
    status: childText(presence, 'status', NS_CLIENT) ?? '',
    priority: parseCount(childText(presence, 'priority', NS_CLIENT)) ?? 0,
  }
}

export function buildPresence(...payload: Element[]): Element {
  return xml('presence', { xmlns: NS_CLIENT }, payload)
}
