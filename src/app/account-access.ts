import { channelName, type ChannelMessage, type Signal } from '#bridge/contract.ts'
import type { AccountAccess } from '#components/account-context.tsx'
import { fromFailure, KithError } from '#shared/errors.ts'
import { randomId } from '#shared/ids.ts'
import type { BareJid } from '#shared/jid.ts'
import { accountDb } from '#storage/db.ts'

/** Longer than the engine's own patience with a server, which answers first when it gives up. */
const ANSWER_MS = 60_000

export interface OpenAccount {
  access: AccountAccess
  send: (message: ChannelMessage) => void
  close: () => void
}

interface Waiting {
  question: ChannelMessage
  resolve: (value: unknown) => void
  reject: (error: unknown) => void
}

/** Tells the engine whether this page is looked at: it lives in any tab, and only all of them together are "nobody looks". */
function reportVisibility(send: (message: ChannelMessage) => void): { report: () => void; stop: () => void } {
  const page = randomId()
  const tell = (visible: boolean): void => send({ type: 'visibility', page, visible })
  const report = (): void => tell(document.visibilityState === 'visible')
  const leave = (): void => tell(false)
  document.addEventListener('visibilitychange', report)
  addEventListener('pagehide', leave)
  addEventListener('pageshow', report)
  return {
    report,
    stop: () => {
      leave()
      document.removeEventListener('visibilitychange', report)
      removeEventListener('pagehide', leave)
      removeEventListener('pageshow', report)
    },
  }
}

/** What a page has of an account: its database, and the channel to the engine, in whichever tab that lives. */
export function openAccount(jid: BareJid, dbName: string): OpenAccount {
  const db = accountDb(dbName)
  const channel = new BroadcastChannel(channelName(dbName))
  const listeners = new Set<(signal: Signal) => void>()
  const waiting = new Map<string, Waiting>()
  const send = (message: ChannelMessage): void => channel.postMessage(message)
  const visibility = reportVisibility(send)

  channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
    if (data.type === 'signal') for (const listener of listeners) listener(data.signal)
    if (data.type === 'answer') waiting.get(data.id)?.resolve(data.value)
    if (data.type === 'refusal') waiting.get(data.id)?.reject(fromFailure(data.failure))
    if (data.type === 'live') {
      // The engine before it may have gone with our questions unanswered; all of them may be asked twice.
      for (const { question } of waiting.values()) send(question)
      visibility.report()
    }
  })

  const ask: AccountAccess['ask'] = (name, args) => {
    const id = randomId()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => settle(() => reject(new KithError('offline', `no engine answered ${name}`))), ANSWER_MS)
      const settle = (then: () => void): void => {
        clearTimeout(timer)
        waiting.delete(id)
        then()
      }
      const question = { type: 'ask', id, name, args } as const
      waiting.set(id, {
        question,
        resolve: value => settle(() => resolve(value as never)),
        reject: error => settle(() => reject(error)),
      })
      send(question)
    })
  }

  const access: AccountAccess = {
    jid,
    db,
    ask,
    nudge: () => send({ type: 'nudge' }),
    onSignal: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    access,
    send,
    close: () => {
      listeners.clear()
      visibility.stop()
      channel.close()
      db.close()
    },
  }
}
