import type { AccountDb, Draft } from './schema.ts'

export function getDraft(db: AccountDb, key: string): Promise<Draft | undefined> {
  return db.drafts.get(key)
}

/** Key of the draft of a conversation. */
export function chatDraftKey(conversation: string): string {
  return `chat:${conversation}`
}

/** Key of the description of a file, on its way into the file's row. */
export function descriptionDraftKey(uploadId: string): string {
  return `file:${uploadId}`
}
