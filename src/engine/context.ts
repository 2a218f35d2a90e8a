import type { Answer, Ask, QuestionName, Signal } from '#bridge/contract.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import type { FileTools } from './file-tools.ts'
import type { Inbox } from './inbox.ts'
import type { Session } from './session/session.ts'

/** What every part of the engine is given. Nothing in the engine is global, so several accounts can run side by side. */
export interface EngineContext {
  readonly account: BareJid
  readonly session: Session
  readonly db: AccountDb
  readonly inbox: Inbox
  readonly files: FileTools
  readonly signal: (signal: Signal) => void
  /** Epoch ms, this device's clock. A parameter, so that tests can turn it. */
  readonly now: () => number
  /** For the record of the debug view: what was refused and why. Never message texts. */
  readonly note: (event: string, details?: Record<string, unknown>) => void
}

/** Answers to the page's questions, one function each. */
export type Answers = { [Name in QuestionName]: (context: EngineContext, ask: Ask<Name>) => Promise<Answer<Name>> }
