import { readElement } from '#engine/session/xml-reader.ts'
import { NS_DISCO_ITEMS } from '#protocol/xep0030-disco.ts'
import { NS_RSM } from '#protocol/xep0059-rsm.ts'
import { NS_PUBSUB } from '#protocol/xep0060-pubsub.ts'
import { NS_PUBSUB_OWNER } from '#protocol/xep0060-owner.ts'
import { type Element, attr, child, children, childText, parseCount, xml } from '#protocol/xml.ts'
import { KithError } from '#shared/errors.ts'
import type { FakeRequest } from './fake-session.ts'

/** prosody: no paging, ids newest first, an edit moves to the end · stranger: the same without ids · ejabberd: RSM, an edit stays. */
export type Dialect = 'prosody' | 'prosody-stranger' | 'ejabberd'

interface StoredItem {
  id: string
  publisher: string | null
  payload: Element
  /** Of its creation: what ejabberd's cursor is made of. */
  serial: number
}

interface StoredNode {
  items: StoredItem[]
  options: Record<string, string>
}

/** What readers are told. */
export type PubsubNews = { node: string; item: Element } | { node: string; retracted: string }

const FORMS = 'jabber:x:data'

/** A pubsub service in memory with the ways of the two servers that were measured (servers.md §5). */
export class FakePubsub {
  readonly nodes = new Map<string, StoredNode>()
  readonly news: PubsubNews[] = []
  #serial = 0
  readonly dialect: Dialect
  /** Who publishes by requests. */
  readonly client: string

  constructor(dialect: Dialect, client: string) {
    this.dialect = dialect
    this.client = client
  }

  node(name: string): StoredNode {
    const known = this.nodes.get(name)
    if (known) return known
    const fresh: StoredNode = { items: [], options: { access_model: 'open', max_items: 'max', persist_items: '1' } }
    this.nodes.set(name, fresh)
    return fresh
  }

  put(name: string, id: string, payload: Element, publisher: string | null = null): void {
    const node = this.node(name)
    const at = node.items.findIndex(item => item.id === id)
    this.#serial += 1
    const item: StoredItem = { id, publisher, payload, serial: at < 0 ? this.#serial : (node.items[at]?.serial ?? 0) }
    if (at >= 0 && this.dialect === 'ejabberd') node.items[at] = item
    else {
      if (at >= 0) node.items.splice(at, 1)
      node.items.push(item)
    }
    this.news.push({ node: name, item: this.#itemElement(item) })
  }

  retract(name: string, id: string): void {
    const node = this.node(name)
    node.items = node.items.filter(item => item.id !== id)
    this.news.push({ node: name, retracted: id })
  }

  /** Answers a request to this service. */
  answer({ type, payload }: FakeRequest): Element | undefined {
    if (payload.is('query', NS_DISCO_ITEMS)) return this.#listIds(attr(payload, 'node') ?? '')
    const [action] = payload.getChildElements()
    if (!action) throw new KithError('malformed', 'nothing asked')
    const name = attr(action, 'node') ?? ''
    if (payload.is('pubsub', NS_PUBSUB_OWNER)) return this.#own(type, action, name)
    if (type === 'get' && action.getName() === 'items') return this.#items(payload, action, name)
    if (type === 'set') return this.#change(payload, action, name)
    throw new KithError('unsupported', action.getName())
  }

  #itemElement({ id, publisher, payload }: StoredItem): Element {
    return xml('item', { id, publisher }, readElement(payload.toString()))
  }

  #existing(name: string): StoredNode {
    const node = this.nodes.get(name)
    if (!node) throw new KithError('not-found', 'no such node', { condition: 'item-not-found' })
    return node
  }

  #listIds(name: string): Element {
    if (this.dialect === 'prosody-stranger') throw new KithError('unsupported', 'not for strangers', { condition: 'service-unavailable' })
    const ids = this.#existing(name).items.map(item => item.id)
    const listed = this.dialect === 'prosody' ? ids.toReversed() : ids
    return xml(
      'query',
      { xmlns: NS_DISCO_ITEMS, node: name },
      listed.map(id => xml('item', { jid: 'pubsub.example', name: id })),
    )
  }

  #items(pubsub: Element, query: Element, name: string): Element {
    const { items } = this.#existing(name)
    const ids = children(query, 'item', NS_PUBSUB).flatMap(item => attr(item, 'id') ?? [])
    if (ids.length > 0) {
      const found = ids.flatMap(id => items.find(item => item.id === id) ?? [])
      return this.#answerItems(name, this.dialect === 'ejabberd' ? items.filter(item => found.includes(item)) : found)
    }
    const most = parseCount(attr(query, 'max_items')) ?? items.length
    const set = child(pubsub, 'set', NS_RSM)
    if (this.dialect !== 'ejabberd' || !set) return this.#answerItems(name, most === 0 ? [] : items.slice(-most))
    const max = parseCount(childText(set, 'max', NS_RSM)) ?? items.length
    const before = childText(set, 'before', NS_RSM)
    const below = before ? items.filter(item => item.serial < Number(before)) : items
    const page = before === undefined ? below.slice(0, max) : below.slice(-max)
    return this.#answerItems(name, page, items.length)
  }

  #answerItems(name: string, items: readonly StoredItem[], count?: number): Element {
    const [first, last] = [items[0], items.at(-1)]
    const set =
      count === undefined
        ? null
        : xml(
            'set',
            { xmlns: NS_RSM },
            first && xml('first', {}, first.serial),
            last && xml('last', {}, last.serial),
            xml('count', {}, count),
          )
    return xml(
      'pubsub',
      { xmlns: NS_PUBSUB },
      xml(
        'items',
        { node: name },
        items.map(item => this.#itemElement(item)),
      ),
      set,
    )
  }

  #change(pubsub: Element, action: Element, name: string): Element | undefined {
    const [item] = action.getChildElements()
    const id = attr(item, 'id') ?? ''
    switch (action.getName()) {
      case 'publish': {
        const payload = item?.getChildElements()[0]
        if (payload) this.put(name, id, payload, this.client)
        return undefined
      }
      case 'retract':
        if (!this.#existing(name).items.some(candidate => candidate.id === id)) throw new KithError('not-found', 'no such item')
        this.retract(name, id)
        return undefined
      case 'create':
        if (this.nodes.has(name)) throw new KithError('conflict', 'exists')
        this.node(name)
        Object.assign(this.node(name).options, optionsIn(child(pubsub, 'configure', NS_PUBSUB)))
        return undefined
      default:
        return undefined
    }
  }

  #own(type: 'get' | 'set', action: Element, name: string): Element | undefined {
    const node = this.#existing(name)
    if (action.getName() === 'delete') this.nodes.delete(name)
    if (action.getName() !== 'configure') return undefined
    if (type === 'set') {
      Object.assign(node.options, optionsIn(action))
      return undefined
    }
    const fields = Object.entries(node.options).map(([option, value]) => xml('field', { var: `pubsub#${option}` }, xml('value', {}, value)))
    return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('configure', { node: name }, xml('x', { xmlns: FORMS, type: 'form' }, fields)))
  }
}

function optionsIn(parent: Element | undefined): Record<string, string> {
  const fields = children(child(parent, 'x', FORMS), 'field', FORMS)
  return Object.fromEntries(
    fields.flatMap(field => {
      const name = attr(field, 'var') ?? ''
      return name.startsWith('pubsub#') ? [[name.slice('pubsub#'.length), childText(field, 'value', FORMS) ?? '']] : []
    }),
  )
}

/** The message that carries a piece of news. */
export function newsMessage(from: string, news: PubsubNews): string {
  const inner = 'item' in news ? readElement(news.item.toString()) : xml('retract', { id: news.retracted })
  const event = xml('event', { xmlns: 'http://jabber.org/protocol/pubsub#event' }, xml('items', { node: news.node }, inner))
  return xml('message', { xmlns: 'jabber:client', from, type: 'headline' }, event).toString()
}

/** A small Atom entry. */
export function entryElement({ title, at = 0, text = '' }: { title: string; at?: number; text?: string }): Element {
  const stamp = new Date(at || Date.UTC(2026, 0, 1)).toISOString()
  return xml(
    'entry',
    { xmlns: 'http://www.w3.org/2005/Atom' },
    xml('title', {}, title),
    text ? xml('content', { type: 'text' }, text) : null,
    xml('published', {}, stamp),
    xml('updated', {}, stamp),
  )
}
