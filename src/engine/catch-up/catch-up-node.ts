import { KithError } from '#shared/errors.ts'
import { hasLocal } from '#shared/jid.ts'
import { type NodeAddress, nodeKeyOf } from '#model/keys.ts'
import type { EngineContext } from '../context.ts'
import { describeNode } from '../describe-node.ts'
import { readNode } from '../read-node.ts'

/** Pages read in one go; what is missing below them is a gap that is filled when all others were read (fill-gaps.ts), or on demand. */
const PAGES = 5

/** Brings one node up to date. What is wrong with the node is written on it and does not stop the others. @throws KithError `offline` */
export async function catchUpNode(context: EngineContext, address: NodeAddress, abort: AbortSignal): Promise<void> {
  try {
    await readNode(context, address, PAGES, 'background', abort)
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    context.note('node not read', { ...address, condition: error.condition })
  }
  if (!abort.aborted && (await isUndescribed(context, address))) await describeNode(context, address, 'background')
}

/**
 * Nobody has said yet who can see what is posted there, which every post of it tells. A stranger's server would not say it either
 * (servers.md §4), so it is not asked at every start.
 */
async function isUndescribed({ account, db }: EngineContext, address: NodeAddress): Promise<boolean> {
  const known = await db.nodes.get(nodeKeyOf(address))
  if (!known || known.accessModel !== 'unknown' || known.health !== 'ok') return false
  const { service } = address
  return !hasLocal(service) || service === account || (await db.contacts.get(service)) !== undefined
}
