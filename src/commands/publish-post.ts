import type { BareJid } from '#shared/jid.ts'
import { chooseItemId } from '#model/item-id.ts'
import { type NodeAddress, nodeKeyOf, parsePostKey, type PostAddress, type PostKey, postKeyOf } from '#model/keys.ts'
import { hiddenPlace } from '#model/place.ts'
import { APART, BLOG_NODE, type Post, type PostContent } from '#model/post.ts'
import { type Composed, composedContent } from '#model/post-content.ts'
import { feedKindOf } from '#model/post-merge.ts'
import { formOf, quoted } from '#model/repost.ts'
import { enclosureOf } from '#model/upload.ts'
import { addIntent } from '#storage/outbox.ts'
import type { AccountDb, PostExtras } from '#storage/schema.ts'
import { handOverUploads, uploadsOf } from '#storage/uploads.ts'

interface NewPost extends Composed {
  me: BareJid
  service: BareJid
  node: string
  now: number
  /** Key of the draft that becomes the post, with its files. */
  draftKey?: string
  extras?: Partial<PostExtras>
  /** Prefix of public links to posts, where whoever hosts the page has set one. */
  webAddress?: string
}

/**
 * Writes a post to my blog or to a community. It is in the feed at once, waiting for delivery, under the item id it keeps for ever; one
 * that is to be published later waits out of sight.
 */
export async function publishPost(
  db: AccountDb,
  { me, service, node, now, draftKey = 'post:new', extras = {}, webAddress = '', ...typed }: NewPost,
): Promise<PostKey> {
  return await db.transaction('rw', [db.posts, db.outbox, db.drafts, db.uploads, db.nodes, db.profiles], async () => {
    const content = await contentOf(db, typed, draftKey, extras)
    const address = { service, node, itemId: chooseItemId(content.title) }
    const key = postKeyOf(address)
    const later = extras.scheduledAt && extras.scheduledAt > now ? extras.scheduledAt : null
    const promise = await promiseOf(db, me, address)
    const isPublic = (promise.audience ?? 'open') === 'open'
    const what = { inReplyTo: (extras.reply && parsePostKey(extras.reply)) || null, via: await viaOf(db, extras.via) }
    const post: Post = {
      ...address,
      ...freshFacts(address, later ?? now),
      ...content,
      webUrl: webAddress !== '' && isPublic ? `${webAddress}${key}` : null,
      author: me,
      enclosures: [...content.enclosures, ...(await handOverUploads(db, draftKey, key))],
      ...what,
      form: formOf({ ...content, ...what }),
      commentsOff: extras.commentsOff ?? false,
      scheduledAt: later,
      ...promise,
      inFeed: await isInFeed(db, me, address),
      sortAt: later === null ? now : hiddenPlace(later),
      receivedAt: now,
    }
    await db.posts.add(post)
    await addIntent(db, { kind: 'publish-post', postKey: key }, now, later ?? 0)
    await db.drafts.delete(draftKey)
    return key
  })
}

async function isInFeed(db: AccountDb, me: BareJid, address: NodeAddress): Promise<0 | 1> {
  const isMine = address.service === me && address.node === BLOG_NODE
  return isMine || (await db.nodes.get(nodeKeyOf(address)))?.followed === 1 ? 1 : 0
}

/** Who was said to see what is written to my blog. */
async function promiseOf(db: AccountDb, me: BareJid, address: NodeAddress): Promise<Pick<Post, 'audience'>> {
  const isMine = address.service === me && address.node === BLOG_NODE
  const access = isMine ? (await db.nodes.get(nodeKeyOf(address)))?.accessModel : undefined
  return access === undefined || access === 'unknown' ? {} : { audience: access }
}

/** What every new post starts from. */
function freshFacts(address: PostAddress, at: number) {
  return {
    key: postKeyOf(address),
    nodeKey: nodeKeyOf(address),
    authorName: '',
    authorVerified: true,
    publishedAt: at,
    updatedAt: at,
    edited: false,
    comments: null,
    state: 'queued',
    failure: null,
    before: null,
    likeCount: 0,
    commentCount: 0,
    myLike: null,
    feedKind: feedKindOf(address),
    reading: APART,
    hash: '',
  } as const
}

type Content = Omit<PostContent, 'updatedAt' | 'edited' | 'hash'>

/** What was written; with a post that is repeated, that post and what was said to it. */
async function contentOf(db: AccountDb, typed: Composed, draftKey: string, extras: Partial<PostExtras>): Promise<Content> {
  const files = await uploadsOf(db, draftKey)
  const { links = [], location = null, warning = null } = extras
  const original = extras.via ? await db.posts.get(extras.via) : undefined
  const says = typed.text.trim() !== '' || typed.title.trim() !== '' || files.length > 0
  if (original && !says) {
    const { title, text, rich, tags, enclosures } = original
    return { title, text, rich, tags, enclosures, html: null, links: original.links, location: null, warning: original.warning }
  }
  const content = composedContent(typed, files.map(enclosureOf))
  const words = original ? quoted(original, content) : content
  return { ...content, ...words, html: null, enclosures: [], links: [...links], location, warning }
}

async function viaOf(db: AccountDb, key: PostKey | null | undefined): Promise<Post['via']> {
  const address = key ? parsePostKey(key) : undefined
  if (!key || !address) return null
  const original = await db.posts.get(key)
  // Of a post that itself only repeats another, that other's author wrote it.
  const { author = null, authorName = '' } = original?.via?.author ? original.via : (original ?? {})
  const profile = author && authorName === '' ? await db.profiles.get(author) : undefined
  return { ...address, author, authorName: authorName || (profile?.name ?? '') }
}
