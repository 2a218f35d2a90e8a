import type { Lack } from '#bridge/contract.ts'
import { NS_CARBONS } from '#protocol/xep0280-carbons.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { buildCaps, type Caps } from '#protocol/xep0115-caps.ts'
import { buildPresence } from '#protocol/rfc6121-presence.ts'
import { toFailure } from '#shared/errors.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { catchUpDisplayed } from './catch-up/catch-up-displayed.ts'
import { catchUpFeed } from './catch-up/catch-up-feed.ts'
import { catchUpFollows } from './catch-up/catch-up-follows.ts'
import { catchUpFollowers } from './catch-up/catch-up-followers.ts'
import { catchUpRecords } from './catch-up/catch-up-records.ts'
import { catchUpRoster } from './catch-up/catch-up-roster.ts'
import { catchUpSeen } from './catch-up/catch-up-seen.ts'
import { catchUpShownFollows } from './catch-up/catch-up-shown-follows.ts'
import { catchUpSaved } from './catch-up/catch-up-saved.ts'
import type { EngineContext } from './context.ts'
import { enableCarbons } from './receive/on-message.ts'
import type { ServerFeatures } from './session/session.ts'

/**
 * What a new session does: asks what the server can, who the contacts are and what is newest in the archive, all at once; switches
 * copies on and tells that we are there; then reads everything that was missed, while the outbox is worked off beside it: not before
 * the newest of the archive is known, which tells what arrived already and what stands before what is sent now.
 * @param onReady the outbox may be delivered from here on; said more than once
 * @returns false when something got no answer, so that the whole is worth another try in this session
 * @throws KithError `offline` when the connection went: the whole is done again in the next session
 */
export async function catchUp(context: EngineContext, caps: Caps, onReady: () => void, abort: AbortSignal): Promise<boolean> {
  const answered: boolean[] = []
  const part = async (name: string, work: Promise<void>): Promise<void> => {
    answered.push(await tolerate(context, name, work))
  }
  const held = holdArchiveCursor(context)
  // Before anything can come live, the contacts are known and the cursor is held.
  const appear = async (): Promise<ServerFeatures> => {
    const [features] = await Promise.all([context.session.features(), part('roster', catchUpRoster(context)), held])
    context.signal({ kind: 'server-lacks', features: lacksOf(features) })
    // In one go: the server takes them in this order.
    const carbons = features.server.has(NS_CARBONS) ? part('carbons', enableCarbons(context)) : undefined
    tellPresence(context, caps)
    await carbons
    return features
  }
  const there = appear()
  const archive = async (): Promise<void> => {
    const reading = part('archive', catchUpArchive(context, abort, { held, there, onNewest: onReady }))
    // One that has no archive says so; one that does not even answer is not waited for.
    const hasArchive = there.then(features => features.account.has(NS_MAM))
    await Promise.race([reading, hasArchive.then(has => (has ? reading : undefined))])
    onReady()
  }
  const feed = async (): Promise<void> => {
    await there
    // Before anything is read that may already have been seen, or is muted.
    await Promise.all([
      part('follows', catchUpFollows(context)),
      part('seen', catchUpSeen(context)),
      part('records', catchUpRecords(context)),
      part('read positions', catchUpDisplayed(context)),
      part('shown follows', catchUpShownFollows(context)),
    ])
    if (!abort.aborted) await Promise.all([part('feed', catchUpFeed(context, abort)), part('saved posts', catchUpSaved(context))])
    if (!abort.aborted) await part('followers', catchUpFollowers(context))
  }
  await Promise.all([there, archive(), feed()])
  return !answered.includes(false)
}

function tellPresence({ session, note }: EngineContext, caps: Caps): void {
  session.send(buildPresence(buildCaps(caps))).catch((error: unknown) => note('presence lost', { reason: toFailure(error).message }))
}

/**
 * One part that a server refuses must not take the others along; a lost connection ends them all.
 * @returns false when there was no answer, which a refusal is
 */
async function tolerate(context: EngineContext, part: string, work: Promise<void>): Promise<boolean> {
  try {
    await work
    return true
  } catch (error) {
    const { kind, message } = toFailure(error)
    if (kind === 'offline') throw error
    context.note('catch-up failed', { part, reason: message })
    return kind !== 'timeout'
  }
}

function lacksOf({ server, account, pubsubServices, uploadService }: ServerFeatures): Lack[] {
  const offered: Record<Lack, boolean> = {
    pep: [...account].some(feature => feature.startsWith('http://jabber.org/protocol/pubsub')),
    archive: account.has(NS_MAM),
    carbons: server.has(NS_CARBONS),
    pubsub: pubsubServices.length > 0,
    upload: uploadService !== null,
  }
  return (Object.keys(offered) as Lack[]).filter(feature => !offered[feature])
}
