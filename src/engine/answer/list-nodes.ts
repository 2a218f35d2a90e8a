import { buildItemsQuery, parseDiscoItems } from '#protocol/xep0030-disco.ts'
import { parseResultSet } from '#protocol/xep0059-rsm.ts'
import type { Answer, Ask } from '#bridge/contract.ts'
import { KithError } from '#shared/errors.ts'
import { bareOf } from '#shared/jid.ts'
import { type NodeAddress, nodeKeyOf } from '#model/keys.ts'
import { isCommentsNode } from '#model/post.ts'
import { updateNode } from '#storage/store-nodes.ts'
import type { EngineContext } from '../context.ts'
import { inBackground } from '../in-background.ts'
import { describeNode } from '../describe-node.ts'

/** More than this and a list is no place to look for something. */
const MOST_NODES = 2000
/** Described in the background after a listing (XEP-0030 §6.2 warns of asking about each); the others when they are opened. */
const DESCRIBED = 20
/** What Movim creates and removes again to see whether it may. */
const PROBE = 'test_node'

/** Communities of a service: names at once, descriptions of the first ones as they come. */
export async function listNodes(context: EngineContext, { service }: Ask<'list-nodes'>): Promise<Answer<'list-nodes'>> {
  const answer = await context.session.request('get', service, buildItemsQuery(), { urgency: 'user' })
  const items = parseDiscoItems(answer)
  if (!items) throw new KithError('malformed', 'the answer is no list of nodes')
  const named = items.flatMap(({ jid, node, name }) => (node !== null && bareOf(jid) === service ? [{ service, node, name }] : []))
  const places = named.filter(({ node }) => !isCommentsNode(node) && node !== PROBE).slice(0, MOST_NODES)
  const unknown = await context.inbox.commit(async db => {
    const undescribed: NodeAddress[] = []
    for (const { node, name } of places) {
      const known = await db.nodes.get(nodeKeyOf({ service, node }))
      const title = known?.title || name || node
      const { accessModel } = await updateNode(db, { service, node }, { title })
      if (accessModel === 'unknown') undescribed.push({ service, node })
    }
    return undescribed
  })
  describeQuietly(context, unknown.slice(0, DESCRIBED))
  const count = parseResultSet(answer)?.count ?? 0
  return { keys: places.map(nodeKeyOf), truncated: named.length > MOST_NODES || count > items.length }
}

function describeQuietly(context: EngineContext, nodes: readonly NodeAddress[]): void {
  inBackground(context, Promise.all(nodes.map(node => describeNode(context, node, 'background'))), 'communities not described')
}
