import type { NodeKey, PostKey } from '#model/keys.ts'
import type { AccountDb, Draft, PostExtras } from './schema.ts'

export function getDraft(db: AccountDb, key: string): Promise<Draft | undefined> {
  return db.drafts.get(key)
}

/** Key of the draft of a conversation. */
export function chatDraftKey(conversation: string): string {
  return `chat:${conversation}`
}

const EDITS = 'edit:'

/** Key of the other words that a message of mine is being given. */
export function editDraftKey(messageKey: string): string {
  return `${EDITS}${messageKey}`
}

/** Nothing of messages that are gone is to be changed any more. Inside a transaction. */
export async function dropEdits(db: AccountDb, messageKeys: readonly string[]): Promise<void> {
  const gone = new Set(messageKeys.map(editDraftKey))
  const begun = await db.drafts.where('key').startsWith(EDITS).primaryKeys()
  await db.drafts.bulkDelete(begun.filter(key => gone.has(key)))
}

/** Key of the description of a file, on its way into the file's row. */
export function descriptionDraftKey(uploadId: string): string {
  return `file:${uploadId}`
}

/** The post that is begun when nothing else is asked for. */
export const NEW_POST = 'post:new'
const POSTS = 'post:'
const FURTHER = `${NEW_POST}:`

/** A further new post, beside `post:new`. */
export function furtherDraftKey(id: string): string {
  return `${FURTHER}${id}`
}

/** The post that a draft changes; undefined for a new one. */
export function editedBy(key: string): PostKey | undefined {
  const isEdit = key.startsWith(POSTS) && key !== NEW_POST && !key.startsWith(FURTHER)
  return isEdit ? (key.slice(POSTS.length) as PostKey) : undefined
}

/** What a further draft is called in an address; undefined for the others. */
export function draftIdOf(key: string): string | undefined {
  return key.startsWith(FURTHER) ? key.slice(FURTHER.length) : undefined
}

export const NO_EXTRAS: PostExtras = {
  warning: null,
  reply: null,
  via: null,
  location: null,
  links: [],
  commentsOff: false,
  scheduledAt: null,
}

/** Nothing in it that anybody would miss: neither words nor what took some trouble. Files are counted elsewhere. */
export function saysNothing({ title, text, extras }: Pick<Draft, 'title' | 'text' | 'extras'>): boolean {
  const isWordless = title.trim() === '' && text.trim() === ''
  return isWordless && !extras?.links.length && !extras?.location && !extras?.warning?.trim()
}

/** A draft in a list, with the number of its files. */
export interface DraftRow {
  draft: Draft
  files: number
}

/** Posts that are being written and changed, newest first. */
export async function postDrafts(db: AccountDb): Promise<DraftRow[]> {
  const drafts = await db.drafts.where('key').startsWith(POSTS).toArray()
  const rows = drafts.map(async draft => ({ draft, files: (await db.uploads.where('owner').equals(draft.key).primaryKeys()).length }))
  return (await Promise.all(rows)).toSorted((one, other) => other.draft.updatedAt - one.draft.updatedAt)
}

export async function postDraftKeys(db: AccountDb): Promise<string[]> {
  return await db.drafts.where('key').startsWith(POSTS).primaryKeys()
}

/** What somebody wants to write about, or where. */
export interface Subject {
  reply: PostKey | undefined
  via: PostKey | undefined
  to: NodeKey | undefined
}

/** The newest draft of a new post that was begun with the same subject. */
export async function draftAbout(db: AccountDb, { reply, via, to }: Subject): Promise<Draft | undefined> {
  if (!reply && !via && !to) return undefined
  const drafts = await db.drafts.where('key').startsWith(NEW_POST).toArray()
  const fits = ({ extras = NO_EXTRAS, target }: Draft): boolean =>
    extras.reply === (reply ?? null) && extras.via === (via ?? null) && (to === undefined || target === to)
  return drafts.toSorted((one, other) => other.updatedAt - one.updatedAt).find(fits)
}
