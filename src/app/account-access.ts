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

/** What a page has of an account: its database, and the channel to the engine, in whichever tab that lives. */
export function openAccount(jid: BareJid, dbName: string): OpenAccount {
  const db = accountDb(dbName)
  const channel = new BroadcastChannel(channelName(dbName))
  const listeners = new Set<(signal: Signal) => void>()
  const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  const send = (message: ChannelMessage): void => channel.postMessage(message)

  channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
    if (data.type === 'signal') for (const listener of listeners) listener(data.signal)
    if (data.type === 'answer') waiting.get(data.id)?.resolve(data.value)
    if (data.type === 'refusal') waiting.get(data.id)?.reject(fromFailure(data.failure))
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
      waiting.set(id, {
        resolve: value => settle(() => resolve(value as never)),
        reject: error => settle(() => reject(error)),
      })
      send({ type: 'ask', id, name, args })
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
      channel.close()
      db.close()
    },
  }
}
