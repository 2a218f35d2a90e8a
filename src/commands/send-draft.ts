import { contentOf, type MessageContent, withNamed, withoutContent } from '#model/message-content.ts'
import { enclosureOf, type Upload } from '#model/upload.ts'
import { chatDraftKey } from '#storage/drafts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { uploadsOf } from '#storage/uploads.ts'
import { addMessage, type NewMessage } from './add-message.ts'

/**
 * Sends what was written in a conversation and the files that were chosen there. The words go first and wait for no file; each file is
 * a message of its own, since Conversations and Dino see a file only where the text is its address alone, and Movim shows one in each
 * message.
 * @returns false when there was nothing to send
 */
export async function sendDraft(db: AccountDb, { reply, ...draft }: Omit<NewMessage, 'files' | 'post'>): Promise<boolean> {
  const tables = [db.messages, db.conversations, db.outbox, db.drafts, db.settings, db.records, db.uploads]
  return await db.transaction('rw', tables, async () => {
    const owner = chatDraftKey(draft.conversation)
    const to = withoutContent(draft)
    const parts: { said: MessageContent; upload?: Upload }[] = draft.body.trim() === '' ? [] : [{ said: tidied(contentOf(draft)) }]
    for (const upload of await uploadsOf(db, owner))
      parts.push({ said: { body: '', ...(draft.spoiler !== undefined && { spoiler: draft.spoiler }) }, upload })
    for (const [index, { said, upload }] of parts.entries()) {
      // The first of them is what answers.
      const key = await addMessage(db, {
        ...to,
        ...said,
        ...(upload && { files: [enclosureOf(upload)] }),
        ...(index === 0 && reply && { reply }),
      })
      if (upload) await db.uploads.update(upload.id, { owner: key })
    }
    await db.drafts.delete(owner)
    return parts.length > 0
  })
}

/** Without cards that say nothing of their page. */
function tidied({ links = [], ...said }: MessageContent): MessageContent {
  const told = links.map(link => ({ ...link, title: link.title.trim(), description: link.description.trim() }))
  return withNamed({ ...said, links: told.filter(({ title, description }) => title + description !== '') })
}
