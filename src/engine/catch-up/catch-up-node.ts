import { KithError } from '#shared/errors.ts'
import type { NodeAddress } from '#model/keys.ts'
import type { EngineContext } from '../context.ts'
import { readNode } from '../read-node.ts'

/** Pages read in one go; what is missing below them is a gap that is filled on demand. */
const PAGES = 5

/** Brings one node up to date. What is wrong with the node is written on it and does not stop the others. @throws KithError `offline` */
export async function catchUpNode(context: EngineContext, address: NodeAddress, abort: AbortSignal): Promise<void> {
  try {
    await readNode(context, address, PAGES, 'background', abort)
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    context.note('node not read', { ...address, condition: error.condition })
  }
}
