import type { AccountDb, Draft } from './schema.ts'

export function getDraft(db: AccountDb, key: string): Promise<Draft | undefined> {
  return db.drafts.get(key)
}

/** Key of the draft of a conversation. */
export function chatDraftKey(conversation: string): string {
  return `chat:${conversation}`
}
