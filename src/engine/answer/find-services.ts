import { buildInfoQuery, parseDiscoInfo } from '#protocol/xep0030-disco.ts'
import type { Answer } from '#bridge/contract.ts'
import { KithError } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { EngineContext } from '../context.ts'

/** Pubsub services of my own server. */
export async function findServices(context: EngineContext): Promise<Answer<'find-services'>> {
  const { pubsubServices } = await context.session.features()
  const names = await Promise.all(pubsubServices.map(jid => nameOf(context, jid)))
  await context.inbox.commit(async db => {
    await db.services.bulkPut(pubsubServices.map((jid, index) => ({ jid, name: names[index] ?? '', mine: true })))
  })
  return { services: [...pubsubServices] }
}

async function nameOf(context: EngineContext, jid: BareJid): Promise<string> {
  const known = await context.db.services.get(jid)
  if (known?.name) return known.name
  try {
    const info = parseDiscoInfo(await context.session.request('get', jid, buildInfoQuery(), { urgency: 'user' }))
    return info?.identities.find(identity => identity.category === 'pubsub')?.name ?? ''
  } catch (error) {
    if (!(error instanceof KithError) || error.kind === 'offline') throw error
    return ''
  }
}
