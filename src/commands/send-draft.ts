import { linksInText } from '#shared/links-in-text.ts'
import { contentOf, type MessageContent, withoutContent } from '#model/message-content.ts'
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
    const parts: { said: MessageContent; upload?: Upload }[] = draft.body.trim() === '' ? [] : [{ said: withNamedLinks(contentOf(draft)) }]
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

/** Cards of what the words still name, and that say something of it. */
function withNamedLinks({ links = [], ...said }: MessageContent): MessageContent {
  if (links.length === 0) return said
  const named = new Set(linksInText(said.body))
  const trimmed = links.map(link => ({ ...link, title: link.title.trim(), description: link.description.trim() }))
  const kept = trimmed.filter(({ url, title, description }) => named.has(url) && title + description !== '')
  return { ...said, ...(kept.length > 0 && { links: kept }) }
}
