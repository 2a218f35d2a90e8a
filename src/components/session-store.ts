import { create } from 'zustand'
import type { Lack, PresenceShow, Signal } from '#bridge/contract.ts'
import type { SessionState } from '#model/session-state.ts'
import type { BareJid } from '#shared/jid.ts'

/** What exists only now and is never stored: the stream, presences, who is typing. Fed by bridge signals and nothing else. */
export interface SessionStore {
  session: SessionState
  storageDegraded: boolean
  catchUp: { phase: 'archive' | 'feed'; done: number; total: number | null } | null
  lacks: ReadonlySet<Lack>
  presence: ReadonlyMap<BareJid, PresenceShow>
  typing: ReadonlyMap<BareJid, BareJid>
  /** Files on their way, by their ids. */
  uploads: ReadonlyMap<string, { sent: number; total: number }>
  receive: (signal: Signal) => void
  reset: () => void
}

const nothing = {
  session: { kind: 'connecting', step: 'opening' } as SessionState,
  storageDegraded: false,
  catchUp: null,
  lacks: new Set<Lack>(),
  presence: new Map<BareJid, PresenceShow>(),
  typing: new Map<BareJid, BareJid>(),
  uploads: new Map<string, { sent: number; total: number }>(),
}

function after(store: SessionStore, signal: Signal): Partial<SessionStore> {
  switch (signal.kind) {
    case 'session':
      return signal.state.kind === 'online'
        ? { session: signal.state, catchUp: signal.state.catchingUp ? store.catchUp : null }
        : { session: signal.state, presence: new Map(), typing: new Map(), catchUp: null }
    case 'presence':
      return { presence: new Map(store.presence).set(signal.jid, signal.show) }
    case 'presences':
      return { presence: new Map(signal.shows) }
    case 'typing': {
      const typing = new Map(store.typing)
      if (signal.typing) typing.set(signal.conversation, signal.from)
      else typing.delete(signal.conversation)
      return { typing }
    }
    case 'catch-up':
      return { catchUp: { phase: signal.phase, done: signal.done, total: signal.total } }
    case 'storage':
      return { storageDegraded: signal.degraded }
    case 'server-lacks':
      return { lacks: new Set(signal.features) }
    case 'upload':
      return { uploads: new Map(store.uploads).set(signal.id, { sent: signal.sent, total: signal.total }) }
    case 'outbox-changed':
    case 'signed-out':
      return {}
  }
}

export const useSession = create<SessionStore>()(set => ({
  ...nothing,
  receive: signal => set(store => after(store, signal)),
  reset: () => set(nothing),
}))
