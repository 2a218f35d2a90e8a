import { createContext, use } from 'react'
import type { Answer, Ask, QuestionName, Signal } from '#bridge/contract.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'

/** What a screen has of the signed-in account: its database to read, its engine to ask. It knows no network. */
export interface AccountAccess {
  readonly jid: BareJid
  readonly db: AccountDb
  /** Asks the live engine, wherever it runs. Rejects with KithError (`offline` when there is no connection). */
  readonly ask: <Name extends QuestionName>(name: Name, args: Ask<Name>) => Promise<Answer<Name>>
  /** Tells the engine that the outbox has something new. */
  readonly nudge: () => void
  readonly onSignal: (listener: (signal: Signal) => void) => () => void
}

export const AccountContext = createContext<AccountAccess | null>(null)

export function useAccount(): AccountAccess {
  const account = use(AccountContext)
  if (!account) throw new Error('useAccount outside of a signed-in screen')
  return account
}

export function useDb(): AccountDb {
  return useAccount().db
}

export function useMe(): BareJid {
  return useAccount().jid
}
