import { LiveSession } from './live-session.ts'
import type { ManagedSession, SessionOptions } from './session-options.ts'

export type { ManagedSession, ResumeStore, SessionOptions } from './session-options.ts'

/** The engine's one way to the network. Nothing happens before `start()`. */
export function createSession(options: SessionOptions): ManagedSession {
  return new LiveSession(options)
}
