import type { Signal } from '#bridge/contract.ts'

export interface Standing {
  signal(signal: Signal): void
  /** Says again what is still so, for a tab that was not there when it was said first. */
  retell(): void
}

/** Keeps of the signals what holds until something else is said. */
export function keepStanding(send: (signal: Signal) => void): Standing {
  const standing = new Map<string, Signal>()
  return {
    signal(signal) {
      if (signal.kind === 'storage') standing.set('storage', signal)
      if (signal.kind === 'server-lacks') standing.set('server-lacks', signal)
      if (signal.kind === 'catch-up') standing.set('catch-up', signal)
      if (signal.kind === 'session' && !(signal.state.kind === 'online' && signal.state.catchingUp)) standing.delete('catch-up')
      send(signal)
    },
    retell() {
      for (const signal of standing.values()) send(signal)
    },
  }
}
