import type { Reply } from '#model/message.ts'
import { getMessage } from '#storage/messages.ts'
import type { AccountDb } from '#storage/schema.ts'

/** What an answer says of the message that it answers; undefined for one that is gone or has no name. */
export async function replyTo(db: AccountDb, messageKey: string | null): Promise<Reply | undefined> {
  const message = messageKey === null ? undefined : await getMessage(db, messageKey)
  // What was taken back is not said again, though it may still be here for a moment.
  return message?.originId
    ? { id: message.originId, to: message.from, quote: message.retracted ? '' : (message.spoiler ?? message.body) }
    : undefined
}
