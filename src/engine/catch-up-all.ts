import type { Lack } from '#bridge/contract.ts'
import { NS_CARBONS } from '#protocol/xep0280-carbons.ts'
import { NS_MAM } from '#protocol/xep0313-mam.ts'
import { buildCaps, type Caps } from '#protocol/xep0115-caps.ts'
import { buildPresence } from '#protocol/rfc6121-presence.ts'
import { toFailure } from '#shared/errors.ts'
import { catchUpArchive, holdArchiveCursor } from './catch-up/catch-up-archive.ts'
import { catchUpFeed } from './catch-up/catch-up-feed.ts'
import { catchUpFollows } from './catch-up/catch-up-follows.ts'
import { catchUpRoster } from './catch-up/catch-up-roster.ts'
import type { EngineContext } from './context.ts'
import { enableCarbons } from './receive/on-message.ts'
import type { ServerFeatures } from './session/session.ts'

/**
 * What a new session does, in this order: what the server can and who the contacts are, copies switched on, the newest of the archive
 * asked for and presence sent, then everything that was missed, while the outbox is worked off beside it: not before the newest of the
 * archive is known, which tells what arrived already and what stands before what is sent now.
 * @param onReady the outbox may be delivered from here on; said more than once
 * @returns false when something got no answer, so that the whole is worth another try in this session
 * @throws KithError `offline` when the connection went: the whole is done again in the next session
 */
export async function catchUp(context: EngineContext, caps: Caps, onReady: () => void, abort: AbortSignal): Promise<boolean> {
  const { session, signal } = context
  const [features, roster] = await Promise.all([
    session.features(),
    tolerate(context, 'roster', catchUpRoster(context)),
    // Before anything can come live.
    holdArchiveCursor(context),
  ])
  const answered = [roster]
  signal({ kind: 'server-lacks', features: lacksOf(features) })
  let isThere = false
  const appear = (): void => {
    if (isThere) return
    isThere = true
    const presence = buildPresence(buildCaps(caps))
    void session.send(presence).catch((error: unknown) => context.note('presence lost', { reason: toFailure(error).message }))
  }
  const carbons = async (): Promise<void> => {
    if (features.server.has(NS_CARBONS)) answered.push(await tolerate(context, 'carbons', enableCarbons(context)))
  }
  const archive = async (): Promise<void> => {
    if (features.account.has(NS_MAM))
      answered.push(await tolerate(context, 'archive', catchUpArchive(context, abort, { onAsked: appear, onNewest: onReady })))
    appear()
    onReady()
  }
  const feed = async (): Promise<void> => {
    answered.push(await tolerate(context, 'follows', catchUpFollows(context)))
    if (!abort.aborted) answered.push(await tolerate(context, 'feed', catchUpFeed(context, abort)))
  }
  await Promise.all([carbons(), archive(), feed()])
  return !answered.includes(false)
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
