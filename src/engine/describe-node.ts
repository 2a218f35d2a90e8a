import { buildInfoQuery, parseDiscoInfo } from '#protocol/xep0030-disco.ts'
import { buildAffiliationsQuery, parseAffiliations } from '#protocol/xep0060-pubsub.ts'
import { type NodeMetadata, parseNodeMetadata } from '#protocol/xep0060-owner.ts'
import { KithError } from '#shared/errors.ts'
import { type BareJid, parseBareJid } from '#shared/jid.ts'
import type { NodeAddress } from '#model/keys.ts'
import { accessModelOf, type FeedNode, type Known } from '#model/node.ts'
import { BLOG_NODE } from '#model/post.ts'
import { updateNode } from '#storage/store-nodes.ts'
import type { EngineContext } from './context.ts'
import type { RequestOptions } from './session/session.ts'

const MAX_TITLE = 500
/** XEP-0472 §5.3, and what Movim called it before. */
const GALLERY = /^urn:xmpp:pubsub-social-(?:feed:gallery:1|gallery:0)$/

type Urgency = NonNullable<RequestOptions['urgency']>

const MAY: Readonly<Record<string, Known>> = { owner: 'yes', publisher: 'yes', 'publish-only': 'yes', outcast: 'no' }

/** Whether I may publish, as far as the service says so. An affiliation counts most; without one the publish model decides. */
function canPublish(account: BareJid, metadata: NodeMetadata, affiliation: string | undefined): Known {
  const judged = affiliation === undefined ? undefined : MAY[affiliation]
  if (judged) return judged
  const named = [...metadata.owners, ...metadata.publishers].some(jid => parseBareJid(jid) === account)
  if (named || metadata.publishModel === 'open') return 'yes'
  const isClosed = metadata.publishModel === 'publishers'
  return isClosed && affiliation !== undefined ? 'no' : 'unknown'
}

/** Prosody does not tell affiliations and ejabberd does; unknown where the question is refused. */
async function affiliationOf(context: EngineContext, { service, node }: NodeAddress, urgency: Urgency): Promise<string | undefined> {
  try {
    const all = parseAffiliations(await context.session.request('get', service, buildAffiliationsQuery(node), { urgency }))
    return all && (all.get(node) ?? 'none')
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    return undefined
  }
}

function learntFrom(account: BareJid, address: NodeAddress, metadata: NodeMetadata, affiliation: string | undefined): Partial<FeedNode> {
  const isMine = address.service === account && address.node === BLOG_NODE
  return {
    ...(metadata.title === null ? {} : { title: metadata.title.slice(0, MAX_TITLE) }),
    ...(metadata.description === null ? {} : { description: metadata.description.slice(0, 10_000) }),
    accessModel: accessModelOf(metadata.accessModel),
    canPublish: isMine ? 'yes' : canPublish(account, metadata, affiliation),
    subscribers: metadata.subscribers,
    isGallery: GALLERY.test(metadata.type ?? ''),
  }
}

/** Asks a service what a node is, and stores it. A refusal leaves what is known: strangers' blogs are never described, only read. */
export async function describeNode(context: EngineContext, address: NodeAddress, urgency: Urgency): Promise<void> {
  try {
    const answer = await context.session.request('get', address.service, buildInfoQuery(address.node), { urgency })
    const metadata = parseNodeMetadata(parseDiscoInfo(answer)?.forms ?? [])
    if (!metadata) return
    const affiliation = metadata.publishModel === 'open' ? undefined : await affiliationOf(context, address, urgency)
    const learnt = learntFrom(context.account, address, metadata, affiliation)
    await context.inbox.commit(async db => void (await updateNode(db, address, learnt)))
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    context.note('node not described', { ...address, condition: error.condition })
  }
}
