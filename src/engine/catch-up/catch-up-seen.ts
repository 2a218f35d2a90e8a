import { KithError } from '#shared/errors.ts'
import type { EngineContext } from '../context.ts'
import { heldMoment, mergeMoment } from '../notifications-seen.ts'

/** What other devices of mine have seen meanwhile. A server without the node tells nothing, and nothing is concluded from that. */
export async function catchUpSeen(context: EngineContext): Promise<void> {
  try {
    const until = await heldMoment(context, 'background')
    await context.inbox.commit(db => mergeMoment(db, until))
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline' || error.kind === 'timeout') throw error
    if (error.kind !== 'not-found') context.note('seen notifications not read', { condition: error.condition })
  }
}
