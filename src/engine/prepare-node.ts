import {
  buildConfigurationQuery,
  buildConfigure,
  buildCreate,
  buildDeleteNode,
  type NodeConfiguration,
  type NodeOptions,
  parseConfiguration,
} from '#protocol/xep0060-owner.ts'
import { KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccessModel } from '#model/node.ts'
import type { NodeAddress } from '#model/keys.ts'
import { BLOG_NODE } from '#model/post.ts'
import type { EngineContext } from './context.ts'
import { feedState } from './feed-state.ts'

/**
 * The way to a node of mine that holds on Prosody and ejabberd alike (servers.md §5.1): look at its configuration, create it with what
 * it needs when it is missing, and publish without options afterwards, since ejabberd knows only two of them.
 */
const KEPT: NodeOptions = {
  persist_items: '1',
  max_items: 'max',
  notify_retract: '1',
  notify_delete: '1',
  send_last_published_item: 'never',
}

const BLOG: NodeOptions = {
  ...KEPT,
  access_model: 'open',
  // XEP-0472 §5.2: the blog's own type, a community's would be urn:xmpp:pubsub-social-feed:1.
  type: BLOG_NODE,
  itemreply: 'publisher',
}

const COMMENTS: NodeOptions = { ...KEPT, access_model: 'open', publish_model: 'open', itemreply: 'publisher' }

const PRIVATE: NodeOptions = { ...KEPT, access_model: 'whitelist' }

/** As Movim makes it: whoever may see when I am online may read it. */
const SHOWN: NodeOptions = { ...KEPT, access_model: 'presence' }

/** XEP-0449 §4.3: whoever is sent a sticker may look at the pack that it is from. */
const PACKS: NodeOptions = { ...KEPT, access_model: 'open' }

const isKind =
  (...kinds: string[]) =>
  (error: unknown): error is KithError =>
    error instanceof KithError && kinds.includes(error.kind)

const isPassing = isKind('offline', 'timeout')
const isMissing = isKind('not-found')

export async function configurationOf({ session }: EngineContext, service: BareJid, node: string): Promise<NodeConfiguration | undefined> {
  return parseConfiguration(await session.request('get', service, buildConfigurationQuery(node), { urgency: 'user' }))
}

async function change({ session }: EngineContext, service: BareJid, node: string, options: NodeOptions): Promise<void> {
  await session.request('set', service, buildConfigure(node, options), { urgency: 'user' })
}

/** Only what the form offers, within what it takes. */
function offered(form: NodeConfiguration, wanted: NodeOptions): NodeOptions {
  const taken = Object.entries(wanted).filter(([name]) => name in form.options)
  const options = Object.fromEntries(taken)
  if (form.mostItems !== null && options['max_items'] === 'max') options['max_items'] = String(form.mostItems)
  return options
}

/** @throws KithError `conflict` when somebody else created it meanwhile */
async function create(context: EngineContext, service: BareJid, node: string, wanted: NodeOptions): Promise<void> {
  const { session } = context
  try {
    await session.request('set', service, buildCreate(node, wanted), { urgency: 'user' })
  } catch (error) {
    if (isPassing(error) || isKind('conflict', 'forbidden')(error)) throw error
    // Some option was not to its taste, and the answer does not say which: create it bare, then set what the form offers.
    await session.request('set', service, buildCreate(node, null), { urgency: 'user' })
    const form = await configurationOf(context, service, node)
    if (form) await change(context, service, node, offered(form, wanted))
  }
}

/** A node that keeps one item (ejabberd's default in PEP) loses every post but the last: it is widened, its audience is not touched. */
async function keepItems(context: EngineContext, service: BareJid, node: string, form: NodeConfiguration): Promise<void> {
  const most = form.options['max_items'] ?? ''
  const keepsFew = /^\d+$/.test(most) && Number(most) < Math.min(form.mostItems ?? 100, 100)
  if (!keepsFew && form.options['persist_items'] !== '0' && form.options['persist_items'] !== 'false') return
  await change(context, service, node, offered(form, { persist_items: '1', max_items: 'max' }))
}

function once(context: EngineContext, what: string, prepare: () => Promise<void>): Promise<void> {
  const { prepared } = feedState(context)
  const known = prepared.get(what)
  if (known) return known
  const running = prepare()
  prepared.set(what, running)
  running.catch(() => prepared.delete(what))
  return running
}

async function prepareOrCreate(context: EngineContext, service: BareJid, node: string, wanted: NodeOptions): Promise<void> {
  let form: NodeConfiguration | undefined
  try {
    form = await configurationOf(context, service, node)
  } catch (error) {
    if (!isMissing(error)) throw error
    await create(context, service, node, wanted).catch((failure: unknown) => {
      // Another device of mine was quicker.
      if (!isKind('conflict')(failure)) throw failure
    })
    return
  }
  if (form) await keepItems(context, service, node, form)
}

/**
 * My blog, ready to keep what is published. Whoever may read an existing one stays as it is.
 * @param access who may read one that is not there yet
 */
export function prepareBlog(context: EngineContext, access: AccessModel = 'open'): Promise<void> {
  const { account } = context
  const wanted = access === 'unknown' ? BLOG : { ...BLOG, access_model: access }
  return once(context, BLOG_NODE, () => prepareOrCreate(context, account, BLOG_NODE, wanted))
}

interface CommentsNode {
  service: BareJid
  node: string
  /** Who may read it. */
  access: AccessModel
  /** Read back that it is so: a service may take an option and not mean it (ejabberd in PEP). */
  check: boolean
}

/**
 * A node that everybody who may read it may write to: for comments, for attachments.
 * @throws KithError when the service does not let me make one
 */
export async function createCommentsNode(context: EngineContext, { service, node, access, check }: CommentsNode): Promise<void> {
  try {
    await context.session.request('set', service, buildCreate(node, { ...COMMENTS, access_model: access }), { urgency: 'user' })
  } catch (error) {
    if (!isKind('conflict')(error)) throw error
  }
  const options = check ? (await configurationOf(context, service, node))?.options : undefined
  if (!check || (options?.['publish_model'] === 'open' && options['access_model'] === access)) return
  await context.session.request('set', service, buildDeleteNode(node), { urgency: 'user' })
  throw new KithError('unsupported', 'the service lets nobody else write comments there', { condition: 'publish-model' })
}

/**
 * A node of mine that nobody else may read. Nothing private is published before the configuration, read back, says whitelist: ejabberd
 * would otherwise show it to all contacts.
 * @throws KithError `unsupported` when the server does not make it private
 */
export function preparePrivateNode(context: EngineContext, node: string): Promise<void> {
  return once(context, `private ${node}`, async () => {
    const { account } = context
    await prepareOrCreate(context, account, node, PRIVATE)
    const isPrivate = async (): Promise<boolean> => (await configurationOf(context, account, node))?.options['access_model'] === 'whitelist'
    if (await isPrivate()) return
    await change(context, account, node, { access_model: 'whitelist' })
    if (!(await isPrivate())) throw new KithError('unsupported', 'the server does not keep a node private', { condition: 'access-model' })
  })
}

/** A node of mine that my contacts may read. Whoever may read an existing one stays as it is. */
export function prepareShownNode(context: EngineContext, node: string): Promise<void> {
  return once(context, `shown ${node}`, () => prepareOrCreate(context, context.account, node, SHOWN))
}

/** A node of mine for packs of stickers. Whoever may read an existing one stays as it is. */
export function preparePacksNode(context: EngineContext, node: string): Promise<void> {
  return once(context, `packs ${node}`, () => prepareOrCreate(context, context.account, node, PACKS))
}

/** How a node of mine is configured in one regard; undefined where the service does not tell. */
export async function optionOf(context: EngineContext, { service, node }: NodeAddress, name: string): Promise<string | undefined> {
  return (await configurationOf(context, service, node))?.options[name]
}
