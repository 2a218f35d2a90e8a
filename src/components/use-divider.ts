import { useState } from 'react'
import type { Conversation } from '#model/message.ts'

/**
 * Where the line "New" stands: below everything that was read when the conversation was opened, or when the reader looked away and
 * something came. It stays until the reader leaves or answers.
 * @returns the order it stands after, or null; and how to take it away
 */
export function useDivider(conversation: Conversation | null, attentive: boolean): [number | null, () => void] {
  const unread = (conversation?.unread ?? 0) > 0
  const readOrder = conversation?.readOrder ?? 0
  const [order, setOrder] = useState<number | null>(unread ? readOrder : null)
  const [wasAttentive, setWasAttentive] = useState(attentive)
  // An adjustment while drawing, not in an effect: the line must be there in the frame that shows the message.
  if (attentive !== wasAttentive) {
    setWasAttentive(attentive)
    // Looking away with everything read: an old line has served, the next message gets a new one.
    if (!attentive && !unread) setOrder(null)
  }
  if (!attentive && unread && order === null) setOrder(readOrder)
  return [order, () => setOrder(null)]
}
