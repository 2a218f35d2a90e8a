import { beginEdit } from '#commands/begin-edit.ts'
import { recoverDescriptions } from '#commands/recover-descriptions.ts'
import { type NodeKey, nodeKeyOf, type PostKey } from '#model/keys.ts'
import { BLOG_NODE, type Post } from '#model/post.ts'
import { givenTitle } from '#model/post-content.ts'
import { ownWords } from '#model/repost.ts'
import { titleOfFiles } from '#model/upload.ts'
import type { BareJid } from '#shared/jid.ts'
import { randomId } from '#shared/ids.ts'
import { plainTextOf } from '#shared/rich-plain.ts'
import { draftAbout, furtherDraftKey, getDraft, NEW_POST, NO_EXTRAS, type Subject } from '#storage/drafts.ts'
import { getPost } from '#storage/posts.ts'
import type { AccountDb } from '#storage/schema.ts'
import { richToMarkdown } from '#components/markdown/rich-to-markdown.ts'
import { isMine } from '#components/post-menu.tsx'
import type { PostFields } from './use-post-draft.ts'

/** What the way to the composer said. */
export interface Wish extends Subject {
  /** Id of a further draft. */
  draft: string | undefined
  /** A post of mine to change. */
  edit: PostKey | undefined
}

/** What the fields start from. */
export interface Beginning {
  fields: PostFields
  draftKey: string
  edited: Post | null
}

/** @returns null when there is nothing of mine to edit */
export async function beginningOf(db: AccountDb, me: BareJid, wish: Wish): Promise<Beginning | null> {
  await recoverDescriptions(db)
  return wish.edit ? await changing(db, me, wish.edit) : await writing(db, me, wish)
}

async function changing(db: AccountDb, me: BareJid, key: PostKey): Promise<Beginning | null> {
  const draftKey = `post:${key}`
  const draft = await getDraft(db, draftKey)
  const edited = await getPost(db, key)
  if (!edited || !isMine(edited, me)) return null
  await beginEdit(db, key)
  const { warning, location, links } = edited
  const extras = { ...NO_EXTRAS, warning, location, links, ...draft?.extras }
  const { title, text } = draft ?? { title: givenTitle(edited, wordsOf(edited)), text: await sourceOf(edited) }
  return { draftKey, edited, fields: { title, text, target: edited.nodeKey, extras } }
}

async function writing(db: AccountDb, me: BareJid, wish: Wish): Promise<Beginning> {
  const draftKey = await draftKeyFor(db, wish)
  const draft = await getDraft(db, draftKey)
  const target: NodeKey = wish.to ?? draft?.target ?? nodeKeyOf({ service: me, node: BLOG_NODE })
  const { title = '', text = '', extras = {} } = draft ?? {}
  const about = { ...(wish.reply && { reply: wish.reply }), ...(wish.via && { via: wish.via }) }
  return { draftKey, edited: null, fields: { title, text, target, extras: { ...NO_EXTRAS, ...extras, ...about } } }
}

/**
 * The draft that was asked for, or the one about the same subject, or the one every new post starts from. What is about a post of
 * somebody's never takes that one's place, and what is in there for another community stays as it is.
 */
async function draftKeyFor(db: AccountDb, { draft, ...subject }: Wish): Promise<string> {
  if (draft) return furtherDraftKey(draft)
  const begun = await draftAbout(db, subject)
  if (begun) return begun.key
  const isPlain = subject.reply === undefined && subject.via === undefined
  const isFree = subject.to === undefined || (await getDraft(db, NEW_POST)) === undefined
  return isPlain && isFree ? NEW_POST : furtherDraftKey(randomId())
}

/** What was said to a repeated post is one's own; the quotation before it comes back by itself. */
function wordsOf(post: Post): Pick<Post, 'text' | 'rich'> {
  return ownWords(post) ?? post
}

/** What its author typed. Where markup came without its source, the text is only what is left of it, and Markdown is made from it. */
async function sourceOf(post: Post): Promise<string> {
  const { rich, text } = wordsOf(post)
  // Nobody wrote a word: it is called after its files.
  if (text === post.title && text === titleOfFiles(post.enclosures)) return ''
  return rich && plainTextOf(rich) === text ? richToMarkdown(rich) : text
}
