import { buildPing } from '#protocol/xep0199-ping.ts'
import { toFailure } from '#shared/errors.ts'
import { domainOf } from '#shared/jid.ts'
import { isWhole, noteWhole } from '#storage/whole-session.ts'
import { catchUp } from './catch-up-all.ts'
import { lookBack } from './catch-up/look-back.ts'
import type { EngineContext } from './context.ts'
import { inBackground } from './in-background.ts'
import { ownCaps } from './own-features.ts'
import { secondTry } from './second-try.ts'

export interface Pace {
  /** It is not known yet what came while there was no connection: what is sent now would stand before it. */
  readonly isHeld: boolean
  /** Something was missed and not yet fetched: a fresh session, or a catch-up that was cut short. */
  readonly isBehind: boolean
  /** The connection is there, before anything else is done with it. */
  hold(resumed: boolean): void
  /** Catches up with what was missed, then lets the outbox go. */
  goOn(): Promise<void>
  stop(): void
}

interface Hooks {
  /** The outbox may be delivered; said more than once. */
  onReady(): void
  /** Where we stand has changed. */
  onChange(): void
}

/** Of a resumed session the server sends first what it kept; an answer to a question comes behind all of that. */
async function settleResumed({ account, session, inbox }: EngineContext): Promise<boolean> {
  await session.request('get', domainOf(account), buildPing(), { urgency: 'user' })
  return await inbox.commit(async () => true)
}

/** @returns false when something got no answer */
async function fetchMissed(context: EngineContext, onReady: () => void, abort: AbortSignal): Promise<boolean> {
  const { inbox, session } = context
  const caps = await ownCaps()
  const [isDone] = await Promise.all([catchUp(context, caps, onReady, abort), inbox.commit(db => noteWhole(db, null))])
  if (isDone && !abort.aborted) await inbox.commit(db => noteWhole(db, session.jid))
  return isDone
}

/** Keeps up with the session: what each connection has to fetch first, and what waits for that. */
export function keepPace(context: EngineContext, { onReady, onChange }: Hooks): Pace {
  const { session, note } = context
  let isHeld = false
  let isBehind = false
  /** It was looked up: a reload takes up the session of a page that may have been closed in the middle of that. */
  let isKnown = false
  let abort = new AbortController()
  const again = secondTry(() => void goOn())

  const release = (signal: AbortSignal): void => {
    if (signal.aborted) return
    isHeld = false
    onReady()
  }

  const look = async (): Promise<void> => {
    if (isKnown || isBehind) return
    isBehind = !(await isWhole(context.db, session.jid))
    isKnown = true
    if (isBehind) onChange()
  }

  const goOn = async (): Promise<void> => {
    if (session.state.kind !== 'online') return
    abort.abort()
    again.drop()
    const mine = new AbortController()
    abort = mine
    try {
      await look()
      if (mine.signal.aborted) return
      const isDone = await (isBehind ? fetchMissed(context, () => release(mine.signal), mine.signal) : settleResumed(context))
      if (mine.signal.aborted) return
      isBehind = !isDone
      release(mine.signal)
    } catch (error) {
      // Cut short: what was stored stays, the rest is fetched when the connection is back.
      const { kind, message } = toFailure(error)
      note('catch-up cut short', { reason: message })
      if (kind !== 'offline') release(mine.signal)
    }
    if (mine.signal.aborted) return
    if (isBehind) again.plan()
    else {
      again.reset()
      inBackground(context, lookBack(context, mine.signal), 'look back failed')
    }
    onChange()
  }

  return {
    get isHeld() {
      return isHeld
    },
    get isBehind() {
      return isBehind
    },
    hold(resumed) {
      isHeld = true
      isBehind ||= !resumed
      isKnown ||= !resumed
    },
    goOn,
    stop() {
      abort.abort()
      again.drop()
    },
  }
}
