import type { Signal } from '#bridge/contract.ts'
import type { SessionState } from '#model/session-state.ts'
import { toFailure } from '#shared/errors.ts'
import { buildPing } from '#protocol/xep0199-ping.ts'
import { type BareJid, domainOf } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import { catchUp } from './catch-up-all.ts'
import type { EngineContext } from './context.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain, type Drain } from './deliver/drain.ts'
import { createInbox } from './inbox.ts'
import { ownCaps } from './own-features.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'
import { attachChat } from './receive/on-message.ts'
import { attachPresence, type Presences } from './receive/on-presence.ts'
import { attachQuestions } from './receive/on-questions.ts'
import type { ManagedSession } from './session/create-session.ts'
import { keepStanding } from './standing.ts'

export interface EngineParts {
  account: BareJid
  db: AccountDb
  session: ManagedSession
  signal: (signal: Signal) => void
  now: () => number
  note: (event: string, details?: Record<string, unknown>) => void
}

export interface Engine {
  readonly context: EngineContext
  /** As the tabs see it: with the catching up that the session itself knows nothing of. */
  readonly state: SessionState
  start(): Promise<void>
  /** Signals everything that is so now, for a tab that was just opened. */
  retell(): void
  /** The outbox has something new. */
  nudge(): void
  /** Lets go of the connection and of the database; the next engine goes on from there. */
  stop(): Promise<void>
}

/** Of a resumed session the server sends first what it kept; an answer to a question comes behind all of that. */
async function settleResumed({ account, session, inbox }: EngineContext): Promise<void> {
  await session.request('get', domainOf(account), buildPing(), { urgency: 'user' })
  await inbox.commit(async () => undefined)
}

/** Puts one account's parts together and keeps the order of things: what a new session does first, what waits for what. */
export function createEngine({ account, db, session, signal: send, now, note }: EngineParts): Engine {
  const standing = keepStanding(send)
  const signal = standing.signal
  const inbox = createInbox(db, signal)
  const context: EngineContext = { account, session, db, inbox, signal, now, note }
  /** It is not known yet what came while there was no connection: what is sent now would stand before it. */
  let isHeld = false
  const drain: Drain = createDrain(context, DELIVERERS, () => !isHeld)
  const detach: (() => void)[] = []
  let presences: Presences | undefined
  let abort = new AbortController()
  /** Something was missed and not yet fetched: a fresh session, or a catch-up that was cut short. */
  let isBehind = false
  const again = secondTry(() => void goOn())

  const stateNow = (): SessionState => (session.state.kind === 'online' ? { ...session.state, catchingUp: isBehind } : session.state)
  const tell = (): void => signal({ kind: 'session', state: stateNow() })

  const release = (signal: AbortSignal): void => {
    if (signal.aborted) return
    isHeld = false
    void drain.run()
  }

  const goOn = async (): Promise<void> => {
    if (session.state.kind !== 'online') return
    abort.abort()
    const mine = new AbortController()
    abort = mine
    try {
      if (!isBehind) await settleResumed(context)
      else if (await catchUp(context, await ownCaps(), () => release(mine.signal), mine.signal)) isBehind = mine.signal.aborted
      else again.plan()
      if (mine.signal.aborted) return
      release(mine.signal)
    } catch (error) {
      // Cut short: what was stored stays, the rest is fetched when the connection is back.
      const { kind, message } = toFailure(error)
      note('catch-up cut short', { reason: message })
      if (kind === 'offline' || mine.signal.aborted) return
      release(mine.signal)
      again.plan()
    }
    if (!mine.signal.aborted) tell()
  }

  const onState = (state: SessionState): void => {
    if (state.kind === 'online') {
      isHeld = true
      isBehind ||= !state.resumed
    }
    tell()
    // A fresh session says so right after; a resumed one goes on where it was.
    if (state.kind === 'online' && state.resumed) {
      // The server sends no presence again, and the tabs forgot it while there was no connection.
      presences?.retell()
      void goOn()
    }
  }

  return {
    context,
    get state() {
      return stateNow()
    },
    async start() {
      const caps = await ownCaps()
      presences = attachPresence(context)
      await presences.recall().catch((error: unknown) => note('presences not read', { reason: toFailure(error).message }))
      detach.push(
        session.onState(onState),
        session.onFreshSession(() => void goOn()),
        attachChat(context),
        attachFeed(context),
        attachQuestions(context, caps),
      )
      session.start()
    },
    retell() {
      standing.retell()
      presences?.retell()
    },
    nudge: () => void drain.run(),
    async stop() {
      abort.abort()
      const idle = drain.stop()
      await session.stop()
      inbox.stop()
      await idle
      for (const remove of detach.splice(0)) remove()
      await presences?.detach()
    },
  }
}
