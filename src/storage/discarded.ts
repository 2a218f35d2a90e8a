import { aliasOfSender } from '#model/message-alias.ts'
import type { SeenMessage } from '#model/merge-message.ts'
import type { Message } from '#model/message.ts'
import type { AccountDb } from './schema.ts'

const KEY = 'discarded-messages'
/** The archive tells of the newest ones; who gives up more than this in a day is not helped by any list. */
const MOST = 200

const nameOf = ({ conversation, from }: Pick<Message, 'conversation' | 'from'>, id: string): string => aliasOfSender(conversation, from, id)

/** A message of mine came back and was given up: the archive has it all the same, and is not to bring it again. Inside a transaction. */
export async function noteDiscarded(db: AccountDb, message: Message): Promise<void> {
  if (message.originId === null) return
  const names = [...(await discardedNames(db)), nameOf(message, message.originId)].slice(-MOST)
  await db.settings.put({ key: KEY, value: names })
}

export async function discardedNames(db: AccountDb): Promise<ReadonlySet<string>> {
  return new Set(((await db.settings.get(KEY))?.value as string[] | undefined) ?? [])
}

export function isDiscarded(discarded: ReadonlySet<string>, seen: SeenMessage): boolean {
  return seen.direction === 'out' && [seen.originId, seen.stanzaId].some(id => id !== null && discarded.has(nameOf(seen, id)))
}
