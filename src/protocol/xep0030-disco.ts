/** XEP-0030 Service Discovery 2.5: info and items, both ways. */
import { type Jid, parseJid } from '#shared/jid.ts'
import { type DataForm, NS_FORMS, parseForm } from './xep0004-data-forms.ts'
import { type Element, attr, children, xml } from './xml.ts'

export const NS_DISCO_INFO = 'http://jabber.org/protocol/disco#info'
export const NS_DISCO_ITEMS = 'http://jabber.org/protocol/disco#items'

export interface DiscoIdentity {
  category: string
  type: string
  name: string
  lang: string
}

export interface DiscoInfo {
  identities: DiscoIdentity[]
  features: string[]
  forms: DataForm[]
}

export interface DiscoItem {
  jid: Jid
  node: string | null
  name: string
}

export function buildInfoQuery(node?: string): Element {
  return xml('query', { xmlns: NS_DISCO_INFO, node })
}

export function buildItemsQuery(node?: string): Element {
  return xml('query', { xmlns: NS_DISCO_ITEMS, node })
}

export function parseDiscoInfo(query: Element | undefined): DiscoInfo | undefined {
  if (!query?.is('query', NS_DISCO_INFO)) return undefined
  return {
    identities: children(query, 'identity', NS_DISCO_INFO).map(identity => ({
      category: attr(identity, 'category') ?? '',
      type: attr(identity, 'type') ?? '',
      name: attr(identity, 'name') ?? '',
      lang: attr(identity, 'xml:lang') ?? '',
    })),
    features: children(query, 'feature', NS_DISCO_INFO).flatMap(feature => attr(feature, 'var') ?? []),
    forms: children(query, 'x', NS_FORMS).flatMap(form => parseForm(form) ?? []),
  }
}

export function buildDiscoInfo(info: Omit<DiscoInfo, 'forms'>, node?: string): Element {
  return xml(
    'query',
    { xmlns: NS_DISCO_INFO, node },
    info.identities.map(({ category, type, name, lang }) =>
      xml('identity', { category, type, name: name || null, 'xml:lang': lang || null }),
    ),
    info.features.map(feature => xml('feature', { var: feature })),
  )
}

/** Entries with a broken address are left out. */
export function parseDiscoItems(query: Element | undefined): DiscoItem[] | undefined {
  if (!query?.is('query', NS_DISCO_ITEMS)) return undefined
  return children(query, 'item', NS_DISCO_ITEMS).flatMap(item => {
    const jid = parseJid(attr(item, 'jid'))
    return jid ? [{ jid, node: attr(item, 'node') ?? null, name: attr(item, 'name') ?? '' }] : []
  })
}
