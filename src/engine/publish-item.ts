import { buildPublish, buildRetract, buildSubscribe, buildUnsubscribe } from '#protocol/xep0060-pubsub.ts'
import { payloadHash } from '#protocol/payload-hash.ts'
import type { Element } from '#protocol/xml.ts'
import { isPassing, KithError } from '#shared/errors.ts'
import { type NodeAddress, nodeKeyOf, type PostAddress, postKeyOf } from '#model/keys.ts'
import type { EngineContext } from './context.ts'
import { touchesOf } from './feed-state.ts'
import { fetchByIds } from './fetch-items.ts'

/**
 * Publishes an item under the id it was given when it was written.
 * @param again it was given to the network before: then the service is asked first whether it arrived, so that readers are not told twice
 * @returns hash of the payload, by which its echo is recognised
 */
export async function publishItem(context: EngineContext, address: PostAddress, payload: Element, again: boolean): Promise<string> {
  const hash = payloadHash(payload)
  if (again && (await isThere(context, address, hash))) return hash
  await context.session.request('set', address.service, buildPublish(address.node, address.itemId, payload), { urgency: 'user' })
  touchesOf(context).touch(postKeyOf(address))
  return hash
}

async function isThere(context: EngineContext, address: PostAddress, hash: string): Promise<boolean> {
  try {
    const { items } = await fetchByIds(context, address, [address.itemId], 'user')
    return items.some(item => item.id === address.itemId && item.payload !== undefined && payloadHash(item.payload) === hash)
  } catch (error) {
    // Not readable, or no such node yet: then publishing shows what is wrong.
    if (error instanceof KithError && error.kind !== 'offline' && error.kind !== 'timeout') return false
    throw error
  }
}

/** Takes an item back; one that is not there any more counts as taken back. */
export async function retractItem(context: EngineContext, address: PostAddress): Promise<void> {
  try {
    await context.session.request('set', address.service, buildRetract(address.node, address.itemId), { urgency: 'user' })
  } catch (error) {
    if (!(error instanceof KithError) || error.kind !== 'not-found') throw error
  }
  touchesOf(context).touch(postKeyOf(address))
}

/** Asks for the events of a node; a refusal is noted only, since reading it still works. @returns whether it was granted */
export async function subscribeQuietly(context: EngineContext, { service, node }: NodeAddress): Promise<boolean> {
  try {
    await context.session.request('set', service, buildSubscribe(node, context.account))
    return true
  } catch (error) {
    if (!(error instanceof KithError)) throw error
    context.note('subscription refused', { service, condition: error.condition })
    return false
  }
}

/** No more events of a node; whatever it says to that, there is nothing to be done about it. */
export async function unsubscribeQuietly(context: EngineContext, { service, node }: NodeAddress): Promise<void> {
  try {
    await context.session.request('set', service, buildUnsubscribe(node, context.account))
  } catch (error) {
    if (!(error instanceof KithError) || isPassing(error.kind)) throw error
  }
}

/**
 * Subscribes to a node of my own account, once for all sessions: ejabberd before 24.12 tells my other devices what was added without
 * being asked, and what was taken back only to subscribers.
 */
export async function subscribeToOwn(context: EngineContext, node: string): Promise<void> {
  const key = `subscribed:${node}`
  if (await context.db.settings.get(key)) return
  if (await subscribeQuietly(context, { service: context.account, node })) await context.db.settings.put({ key, value: true })
}

/**
 * Listens where I said something, as Movim does, so that answers come live; once for all sessions. Whoever wrote the post listens there
 * from the beginning.
 * @returns whether that begins now: what was said before nobody told of
 */
export async function subscribeToConversation(context: EngineContext, place: NodeAddress): Promise<boolean> {
  const key = `subscribed:${nodeKeyOf(place)}`
  if (await context.db.settings.get(key)) return false
  const isGranted = await subscribeQuietly(context, place)
  if (isGranted) await context.db.settings.put({ key, value: true })
  return isGranted
}
