/** XEP-0060 §7 and §8: what a service notifies of. Who may say it is the receiver's to check. */
import { type DataForm, parseForm } from './xep0004-data-forms.ts'
import { type PubsubItem, parseItem } from './xep0060-pubsub.ts'
import { type Element, attr, child, children } from './xml.ts'

export const NS_PUBSUB_EVENT = 'http://jabber.org/protocol/pubsub#event'

export type PubsubEvent =
  | { kind: 'items'; node: string; items: PubsubItem[]; retracted: string[] }
  | { kind: 'purge'; node: string }
  | { kind: 'delete'; node: string }
  | { kind: 'configuration'; node: string; form: DataForm | undefined }

/** Undefined when the message carries no event, or one that is not about a named node. */
export function parsePubsubEvent(message: Element): PubsubEvent | undefined {
  const [payload] = child(message, 'event', NS_PUBSUB_EVENT)?.getChildElements() ?? []
  const node = attr(payload, 'node')
  if (!payload || node === undefined) return undefined
  switch (payload.getName()) {
    case 'items':
      return {
        kind: 'items',
        node,
        items: children(payload, 'item', NS_PUBSUB_EVENT).flatMap(item => parseItem(item) ?? []),
        retracted: children(payload, 'retract', NS_PUBSUB_EVENT).flatMap(item => attr(item, 'id') ?? []),
      }
    case 'purge':
      return { kind: 'purge', node }
    case 'delete':
      return { kind: 'delete', node }
    case 'configuration':
      return { kind: 'configuration', node, form: parseForm(payload) }
    default:
      return undefined
  }
}
