import { contentOf, type MessageContent } from '#model/message-content.ts'
import type { Message } from '#model/message.ts'
import { areOnlyHere } from '#model/upload.ts'
import type { BareJid } from '#shared/jid.ts'
import type { AccountDb } from '#storage/schema.ts'
import { addMessage } from './add-message.ts'
import { retractMessage } from './retract-message.ts'

interface Forwarding {
  me: BareJid
  /** Keys of what is passed on. */
  keys: readonly string[]
  to: readonly BareJid[]
  now: number
  /** How long it can be undone before anybody has it, ms. */
  undoMs: number
}

/**
 * Passes messages on, as messages of mine: what others wrote as a quotation with their name (XEP-0393), so that every client shows whose
 * words they are; files by the address where they are already. XEP-0297 is for what servers pass on, and no client draws it.
 * @returns the keys of what was written, for undoing it; undefined where nothing can be passed on
 */
export async function forwardMessages(db: AccountDb, { me, keys, to, now, undoMs }: Forwarding): Promise<string[] | undefined> {
  const tables = [db.messages, db.conversations, db.outbox, db.settings, db.records, db.profiles]
  return await db.transaction('rw', tables, async () => {
    const found = (await db.messages.bulkGet([...keys])).filter(message => message !== undefined && canForward(message)) as Message[]
    const written: string[] = []
    for (const conversation of to) {
      for (const message of found.toSorted((one, other) => one.order - other.order)) {
        // A sticker is nobody's words.
        const sticker = isShownAsSticker(message) && message.sticker && { sticker: message.sticker }
        const said = message.from === me || sticker ? contentOf(message) : await quoted(db, message)
        const post = message.post !== undefined && { post: message.post }
        written.push(await addMessage(db, { me, conversation, ...said, ...post, ...sticker, now, waitMs: undoMs }))
      }
    }
    return written.length > 0 ? written : undefined
  })
}

/** One that lies where others find it, and that no other words took the place of. */
function isShownAsSticker({ sticker, files = [], versions }: Message): boolean {
  return sticker !== undefined && sticker.held === undefined && files.length > 0 && !versions
}

/** Words that are still here, and files that others can fetch. */
export function canForward({ retracted, files }: Pick<Message, 'retracted' | 'files'>): boolean {
  return !retracted && !areOnlyHere(files)
}

/** Under the name that they give themselves: what I call somebody is nobody else's business. */
async function quoted(db: AccountDb, message: Message): Promise<MessageContent> {
  const said = contentOf(message)
  if (said.body === '' || message.post !== undefined) return said
  const name = ((await db.profiles.get(message.from))?.name || message.from).replaceAll(/\s+/gu, ' ')
  const [, deed] = /^\/me (.*)$/su.exec(said.body) ?? []
  const lines = (deed === undefined ? said.body : `${name} ${deed}`).split('\n').map(line => `> ${line}`)
  return { ...said, body: [...(deed === undefined ? [`${name}:`] : []), ...lines].join('\n') }
}

/** Nobody has had them yet, or they are taken back. @returns false where some could not be */
export async function undoForward(
  db: AccountDb,
  { me, keys, now }: { me: BareJid; keys: readonly string[]; now: number },
): Promise<boolean> {
  let all = true
  for (const messageKey of keys) all = (await retractMessage(db, { me, messageKey, now, undoMs: 0 })) !== undefined && all
  return all
}
