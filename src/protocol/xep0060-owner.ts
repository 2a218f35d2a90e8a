/** XEP-0060 §8 and §5.4: creating, configuring and deleting nodes, and the description of one. */
import { type DataForm, type FormField, buildSubmission, formValue, parseForm } from './xep0004-data-forms.ts'
import { NS_PUBSUB } from './xep0060-pubsub.ts'
import { type BareJid, parseJid, resourceOf } from '#shared/jid.ts'
import { type Element, attr, child, children, parseCount, xml } from './xml.ts'

export const NS_PUBSUB_OWNER = 'http://jabber.org/protocol/pubsub#owner'
const NODE_CONFIG = 'http://jabber.org/protocol/pubsub#node_config'
const META_DATA = 'http://jabber.org/protocol/pubsub#meta-data'
const NS_VALIDATE = 'http://jabber.org/protocol/xdata-validate'

/** Options of a node without their `pubsub#` prefix. */
export type NodeOptions = Record<string, string>

/** Options of a node that take several values. */
export type NodeLists = Record<string, readonly string[]>

function submission(options: Record<string, string | readonly string[]>): Element {
  return buildSubmission(NODE_CONFIG, Object.fromEntries(Object.entries(options).map(([name, value]) => [`pubsub#${name}`, value])))
}

export function buildCreate(node: string, options: NodeOptions | null): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB }, xml('create', { node }), options ? xml('configure', {}, submission(options)) : null)
}

export function buildConfigurationQuery(node: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('configure', { node }))
}

/** §8.3: how a node would be configured that is made now. */
export function buildDefaultQuery(): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('default'))
}

export function buildConfigure(node: string, options: NodeOptions, lists: NodeLists = {}): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('configure', { node }, submission({ ...options, ...lists })))
}

export function buildDeleteNode(node: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('delete', { node }))
}

/** §8.8.1: who has subscribed. */
export function buildSubscribersQuery(node: string): Element {
  return xml('pubsub', { xmlns: NS_PUBSUB_OWNER }, xml('subscriptions', { node }))
}

/**
 * Who has subscribed themselves. Not those whose client is only sent what is new while it is there (XEP-0163 §4): Prosody lists these
 * by their full addresses. Undefined when the answer is none.
 */
export function parseSubscribers(pubsub: Element | undefined): BareJid[] | undefined {
  const list = pubsub?.is('pubsub', NS_PUBSUB_OWNER) ? child(pubsub, 'subscriptions', NS_PUBSUB_OWNER) : undefined
  if (!list) return undefined
  const subscribed = children(list, 'subscription', NS_PUBSUB_OWNER).filter(each => attr(each, 'subscription') === 'subscribed')
  const jids = subscribed.flatMap(each => parseJid(attr(each, 'jid')) ?? [])
  return [...new Set(jids.filter(jid => resourceOf(jid) === ''))] as BareJid[]
}

export interface NodeConfiguration {
  options: NodeOptions
  /** Values of the options that take several. */
  lists: NodeLists
  /** What a form lets choose from, of the options that have a list of choices. */
  choices: NodeLists
  /** Largest `max_items` the form says it takes (XEP-0122 range), null when it does not say. */
  mostItems: number | null
}

/** The configuration an owner is shown, of a node or of those to come; undefined when the answer has none. */
export function parseConfiguration(pubsub: Element | undefined): NodeConfiguration | undefined {
  const configure = pubsub?.is('pubsub', NS_PUBSUB_OWNER) ? pubsub.getChildElements().find(isConfiguration) : undefined
  const form = parseForm(configure)
  if (!form) return undefined
  const options = form.fields.filter(field => field.name.startsWith('pubsub#'))
  return {
    options: Object.fromEntries(options.map(field => [nameOf(field), field.values[0] ?? ''])),
    lists: Object.fromEntries(options.filter(field => field.type === 'list-multi').map(field => [nameOf(field), field.values])),
    choices: Object.fromEntries(
      options.filter(field => field.options.length > 0).map(field => [nameOf(field), field.options.map(({ value }) => value)]),
    ),
    mostItems: mostItemsOf(child(configure, 'x', 'jabber:x:data')),
  }
}

const isConfiguration = (element: Element): boolean => element.is('configure', NS_PUBSUB_OWNER) || element.is('default', NS_PUBSUB_OWNER)

const nameOf = ({ name }: FormField): string => name.slice('pubsub#'.length)

function mostItemsOf(form: Element | undefined): number | null {
  const field = children(form, 'field', 'jabber:x:data').find(candidate => attr(candidate, 'var') === 'pubsub#max_items')
  const range = child(child(field, 'validate', NS_VALIDATE), 'range', NS_VALIDATE)
  return parseCount(attr(range, 'max')) ?? null
}

/** What disco#info tells of a node (§5.4). Fields a service leaves out are null. */
export interface NodeMetadata {
  title: string | null
  description: string | null
  type: string | null
  accessModel: string | null
  publishModel: string | null
  subscribers: number | null
  owners: string[]
  publishers: string[]
}

export function parseNodeMetadata(forms: readonly DataForm[]): NodeMetadata | undefined {
  const form = forms.find(candidate => candidate.formType === META_DATA)
  if (!form) return undefined
  const value = (name: string): string | null => formValue(form, `pubsub#${name}`) || null
  const values = (name: string): string[] => form.fields.find(field => field.name === `pubsub#${name}`)?.values ?? []
  return {
    title: value('title'),
    description: value('description'),
    type: value('type'),
    accessModel: value('access_model'),
    publishModel: value('publish_model'),
    subscribers: parseCount(value('num_subscribers') ?? undefined) ?? null,
    owners: values('owner'),
    publishers: values('publisher'),
  }
}
