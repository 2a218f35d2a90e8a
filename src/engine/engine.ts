import type { Signal } from '#bridge/contract.ts'
import type { SessionState } from '#model/session-state.ts'
import { toFailure } from '#shared/errors.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { EngineContext } from './context.ts'
import { DELIVERERS } from './deliver/deliverers.ts'
import { createDrain, type Drain } from './deliver/drain.ts'
import type { FileTools } from './file-tools.ts'
import { createInbox } from './inbox.ts'
import { keepPace } from './keep-pace.ts'
import { keepMutes } from './keep-mutes.ts'
import { keepSearch } from './keep-search.ts'
import { ownCaps } from './own-features.ts'
import { attachFeed } from './receive/on-pubsub-event.ts'
import { attachChat } from './receive/on-message.ts'
import { attachPresence, type Presences } from './receive/on-presence.ts'
import { attachQuestions } from './receive/on-questions.ts'
import type { ManagedSession } from './session/create-session.ts'
import { stopUploads } from './running-uploads.ts'
import { keepStanding } from './standing.ts'

export interface EngineParts {
  account: BareJid
  db: AccountDb
  session: ManagedSession
  files: FileTools
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

/** Puts one account's parts together and keeps the order of things: what a new session does first, what waits for what. */
export function createEngine({ account, db, session, files, signal: send, now, note }: EngineParts): Engine {
  const standing = keepStanding(send)
  const signal = standing.signal
  const inbox = createInbox(db, signal)
  const context: EngineContext = { account, session, db, inbox, files, signal, now, note }
  const pace = keepPace(context, { onReady: () => void drain.run(), onChange: () => tell() })
  const drain: Drain = createDrain(context, DELIVERERS, () => !pace.isHeld)
  const detach: (() => void)[] = []
  let presences: Presences | undefined
  let beside: { stop: () => Promise<void> }[] = []

  const stateNow = (): SessionState => (session.state.kind === 'online' ? { ...session.state, catchingUp: pace.isBehind } : session.state)
  const tell = (): void => signal({ kind: 'session', state: stateNow() })

  const onState = (state: SessionState): void => {
    if (state.kind === 'online') pace.hold(state.resumed)
    tell()
    // A fresh session says so right after; a resumed one goes on where it was.
    if (state.kind === 'online' && state.resumed) {
      // The server sends no presence again, and the tabs forgot it while there was no connection.
      presences?.retell()
      void pace.goOn()
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
        session.onFreshSession(() => void pace.goOn()),
        attachChat(context),
        attachFeed(context),
        attachQuestions(context, caps),
      )
      session.start()
      beside = [keepSearch(context), keepMutes(context)]
    },
    retell() {
      standing.retell()
      presences?.retell()
    },
    nudge: () => void drain.run(),
    async stop() {
      pace.stop()
      const done = beside.map(work => work.stop())
      const idle = drain.stop()
      stopUploads(context)
      await session.stop()
      inbox.stop()
      await Promise.all([idle, ...done])
      for (const remove of detach.splice(0)) remove()
      await presences?.detach()
    },
  }
}
