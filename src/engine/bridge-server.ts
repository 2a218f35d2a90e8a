import type { ChannelMessage, QuestionName, Signal } from '#bridge/contract.ts'
import { KithError, toFailure } from '#shared/errors.ts'
import type { Answers, EngineContext } from './context.ts'

/** The part of BroadcastChannel that is used, which Node has as well. */
export interface Channel {
  postMessage(message: ChannelMessage): void
  onmessage: ((event: MessageEvent) => void) | null
  close(): void
}

export interface BridgeServer {
  signal(signal: Signal): void
  stop(): void
}

interface Hooks {
  nudge(): void
  /** A tab wants the account gone from this device. */
  signOut(): void
  /** @param page which of the tabs it is that is looked at or not */
  visibility(page: string, visible: boolean): void
}

/** Other tabs of this page may speak here, and so may an older version of it: the shape is checked, the content is typed. */
function isChannelMessage(data: unknown): data is ChannelMessage {
  return typeof data === 'object' && data !== null && typeof (data as { type?: unknown }).type === 'string'
}

/** Answers the page's questions and tells the page what happens. Only the live engine has one, so nobody else answers. */
export function serveBridge(channel: Channel, context: () => EngineContext, answers: Answers, hooks: Hooks): BridgeServer {
  let isOpen = true
  /** What is found out after the end is told to nobody: a closed channel throws. */
  const post = (message: ChannelMessage): void => {
    if (isOpen) channel.postMessage(message)
  }
  const answer = async (id: string, name: QuestionName, args: unknown): Promise<void> => {
    try {
      const handler = Object.hasOwn(answers, name) ? answers[name] : undefined
      if (!handler) throw new KithError('unsupported', `no answer to ${name as string}`)
      const value = await (handler as (context: EngineContext, ask: unknown) => Promise<unknown>)(context(), args)
      post({ type: 'answer', id, value })
    } catch (error) {
      post({ type: 'refusal', id, failure: toFailure(error) })
    }
  }
  channel.onmessage = ({ data }) => {
    if (!isChannelMessage(data)) return
    if (data.type === 'ask') void answer(data.id, data.name, data.args)
    if (data.type === 'nudge') hooks.nudge()
    if (data.type === 'sign-out') hooks.signOut()
    if (data.type === 'visibility') hooks.visibility(data.page, data.visible)
  }
  post({ type: 'live' })
  return {
    signal: signal => post({ type: 'signal', signal }),
    stop: () => {
      isOpen = false
      channel.onmessage = null
      channel.close()
    },
  }
}
