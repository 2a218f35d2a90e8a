import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, type RenderResult } from '@testing-library/react'
import type { ReactElement } from 'react'
import { IntlProvider } from 'react-intl'
import type { Answer, Ask, QuestionName, Signal } from '../../src/bridge/contract.ts'
import { type AccountAccess, AccountContext } from '../../src/components/account-context.tsx'
import { useSession } from '../../src/components/session-store.ts'
import { KithError } from '../../src/shared/errors.ts'
import { type BareJid, parseBareJid } from '../../src/shared/jid.ts'
import { accountDb } from '../../src/storage/db.ts'
import { Toasts } from '../../src/ui/toast.tsx'
import { english } from './english.ts'

/** An address known to be one. */
export function jid(text: string): BareJid {
  const parsed = parseBareJid(text)
  if (!parsed) throw new Error(`not an address: ${text}`)
  return parsed
}

type Answers = { [Name in QuestionName]?: (args: Ask<Name>) => Promise<Answer<Name>> }

export interface TestAccount extends AccountAccess {
  /** How often the engine was told to look at the outbox. */
  nudges: number
  /** What the engine would answer; a question without an answer is refused as without a connection. */
  answers: Answers
  emit: (signal: Signal) => void
}

let accounts = 0

/** A signed-in account over a real database of its own, with an engine that answers what the test says. */
export function testAccount(answers: Answers = {}): TestAccount {
  accounts += 1
  const listeners = new Set<(signal: Signal) => void>()
  const account: TestAccount = {
    jid: jid('me@example.org'),
    db: accountDb(`kith:screen-test-${accounts}-${Math.random()}`),
    nudges: 0,
    answers,
    ask: async (name, args) => {
      const answer = account.answers[name]
      if (!answer) throw new KithError('offline', `no answer to ${name}`)
      return answer(args)
    },
    nudge: () => {
      account.nudges += 1
    },
    onSignal: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    emit: signal => {
      useSession.getState().receive(signal)
      for (const listener of listeners) listener(signal)
    },
  }
  return account
}

/** Puts a screen of an account into the document, in English. */
export function show(screen: ReactElement, account: AccountAccess): RenderResult {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(screen, {
    wrapper: ({ children }) => (
      <IntlProvider locale="en" messages={english as never}>
        <QueryClientProvider client={client}>
          <AccountContext value={account}>
            {children}
            <Toasts />
          </AccountContext>
        </QueryClientProvider>
      </IntlProvider>
    ),
  })
}
