import { createContext, use } from 'react'
import type { Message } from '#model/message.ts'

/** What a message may ask of the conversation it stands in. Given by the conversation. */
export interface MessageWishes {
  /** To be answered. */
  answer: (message: Message) => void
  /** To get other words. */
  change: (message: Message) => void
  /** To be selected, as the first of several. */
  select: (message: Message) => void
  /** To be passed on. */
  forward: (keys: readonly string[]) => void
  /** To go to the message with this id, of whoever wrote it. */
  goTo: (id: string) => void
}

const NOTHING: MessageWishes = {
  answer: () => undefined,
  change: () => undefined,
  select: () => undefined,
  forward: () => undefined,
  goTo: () => undefined,
}

export const MessageWishesContext = createContext<MessageWishes>(NOTHING)

export function useMessageWishes(): MessageWishes {
  return use(MessageWishesContext)
}
